"""The guestbook in Flask: it keeps in the session what the one in Java keeps (src-it/app/java/demo/Visitor.java), and more that only it shows.

    SECRET_KEY=... PORT=5000 python3 guestbook.py

Beside a guestbook in Java with the same SECRET_KEY, and SESSION_TYPE=cookie, a visitor is logged in at both: cookies do not tell ports apart.
Everything is configured by environment variables that have the names of Flask's settings, and that the guestbook in Java understands as well.
"""

import json
import os
import secrets
import uuid
from datetime import datetime, timezone

from flask import Flask, abort, flash, get_flashed_messages, jsonify, redirect, render_template_string, request, session
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer
from markupsafe import Markup

from found import found

PAGE = """<!doctype html>
<html lang="en">
<title>Guestbook in Flask</title>
<h1>Guestbook in Flask</h1>
{% for category, message in messages %}<p class="flash {{ category }}">{{ message }}</p>{% endfor %}
{% if session.name %}
<p>Hello, <span id="user">{{ session.name }}</span>. You have seen this page <strong id="visits">{{ session.visits }}</strong> times.</p>
<form method="post" action="logout"><input type="hidden" name="token" value="{{ session.csrf_token }}"><button id="logout">Log out</button></form>
{% else %}
<form method="post" action="login"><input id="name" name="name" required><button id="login">Log in</button></form>
{% endif %}
<dl>{% for name, value in values.items() %}<dt>{{ name }}</dt><dd>{{ value.type }} <code>{{ value.value }}</code></dd>{% endfor %}</dl>
"""

# A value of each type that Flask's TaggedJSONSerializer knows, and those of JSON.
VALUES = {
    "none": None,
    "bool": True,
    "int": 42,
    "big": 2**70,
    "float": 0.1,
    "str": "漢字 é \U0001f600 \"<&>\" \0",
    "list": [1, [2.5, None]],
    "dict": {"b": {"a": 1}, "a": []},
    "tuple": (1, ("two", (3,))),
    "bytes": b"\x00\xff hi",
    "markup": Markup("<b>&amp;</b>"),
    "uuid": uuid.UUID("12345678-1234-5678-1234-567812345678"),
    "datetime": datetime(2024, 1, 2, 3, 4, 5, tzinfo=timezone.utc),
    "looks tagged": {" t": 1},
}


class RotatedKeys(SecureCookieSessionInterface):
    """SECRET_KEY_FALLBACKS for Flask before 3.1, which has no such setting and signs and verifies with one key.

    ItsDangerous has always taken a list of keys: the last one signs, each one verifies. That is how Flask 3.1 does it, so this is what an
    application that shares its cookie writes until it has that version.
    """

    def get_signing_serializer(self, app):
        if not app.secret_key:
            return None
        return URLSafeTimedSerializer(
            [*app.config["SECRET_KEY_FALLBACKS"], app.secret_key],
            salt=self.salt,
            serializer=self.serializer,
            signer_kwargs={"key_derivation": self.key_derivation, "digest_method": self.digest_method},
        )


def setting(text):
    """What an environment variable means: a bool, a number or null if it looks like one, else itself."""
    try:
        return json.loads(text.lower())
    except ValueError:
        return text


app = Flask(__name__)
app.config.update(
    {
        name: setting(os.environ[name])
        for name in app.default_config
        if name.startswith(("SESSION_", "PERMANENT_SESSION_")) and name in os.environ
    }
)
app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]
# Separated by commas, because the guestbook in Java reads the same variable.
app.config["SECRET_KEY_FALLBACKS"] = [key for key in os.environ.get("SECRET_KEY_FALLBACKS", "").split(",") if key]
if "SECRET_KEY_FALLBACKS" not in Flask.default_config:
    app.session_interface = RotatedKeys()


@app.get("/")
def page():
    if "name" in session:
        session["visits"] = session.get("visits", 0) + 1
    return render_template_string(PAGE, messages=get_flashed_messages(with_categories=True), values=values())


@app.get("/api/session")
def show():
    """What the session holds. Counts no visit: it only reads."""
    return jsonify(permanent=session.permanent, values=values())


@app.post("/login")
def log_in():
    session.clear()
    session["name"] = request.form["name"]
    session["csrf_token"] = secrets.token_hex(16)
    flash(f"Welcome to Flask, {session['name']}!")
    return redirect("/")


@app.post("/logout")
def log_out():
    require_token()
    session.clear()
    flash("You are logged out of Flask.", "info")
    return redirect("/")


@app.post("/values")
def keep_values():
    """Puts a value of each type into the session."""
    require_token()
    session.update(VALUES)
    return redirect("/")


@app.post("/stay")
def stay():
    """Whether the cookie outlives the browser: stay=1 or stay=0."""
    require_token()
    session.permanent = request.form["stay"] == "1"
    return redirect("/")


def require_token():
    if not secrets.compare_digest(session.get("csrf_token", ""), request.form.get("token", "-")):
        abort(403)


def values():
    return {name: found(value) for name, value in session.items()}


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(os.environ["PORT"]))
