"""What Python finds in a session, in words: shared by the guestbook and by the tests of records.

    python3 found.py msgpack < record
    python3 found.py json < record

prints what is in the record, as JSON. With --save it prints the record as Python writes it back, after it has read it.

Flask-Session reads and writes records with msgspec, which Debian does not have: msgpack and json of Debian and of the standard library stand in
for it. msgspec's Ext is msgpack's ExtType, and both give a datetime for a timestamp.
"""

import json
import sys


def found(value):
    """The type, as the README's table calls it, and the value."""
    return {"type": kind(value), "value": repr(value)}


def kind(value):
    name = type(value).__name__
    if name == "ExtType":
        return f"Ext, code {value.code}"
    if isinstance(value, dict) and len(value) == 1:
        (key,) = value
        if isinstance(key, str) and key.startswith(" "):
            return f'dict {{"{key}": ...}}'
    return {"NoneType": "None"}.get(name, name)


def read_msgpack(record):
    import msgpack

    # Flask-Session's msgspec knows time zones, any key of a map, and datetimes.
    return msgpack.unpackb(record, timestamp=3, strict_map_key=False)


def write_msgpack(session):
    import msgpack

    return msgpack.packb(session, datetime=True)


def write_json(session):
    return json.dumps(session, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


FORMATS = {"msgpack": (read_msgpack, write_msgpack), "json": (json.loads, write_json)}


def main(format, save=None):
    read, write = FORMATS[format]
    session = read(sys.stdin.buffer.read())
    output = write(session) if save else json.dumps({name: found(value) for name, value in session.items()}).encode()
    sys.stdout.buffer.write(output)


if __name__ == "__main__":
    main(*sys.argv[1:])
