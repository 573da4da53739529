package io.cloakroom.codec;

import io.cloakroom.spi.CodecException;
import java.math.BigInteger;
import java.util.HexFormat;

/** JSON text and a place in it: strings, numbers and what stands between them, for {@link JsonReader}. For one text and one thread. */
final class JsonTokens {
    /** As Python has it; long integers take more than linear time to read. */
    private static final int MAX_DIGITS = 4300;

    private final String text;
    private int position;

    JsonTokens(String text) {
        this.text = text;
    }

    int position() {
        return position;
    }

    String string() {
        expect('"');
        StringBuilder string = new StringBuilder();
        while (true) {
            char c = next();
            if (c == '"') {
                return string.toString();
            }
            if (c < ' ') {
                throw damaged("a string has a bare control character");
            }
            string.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unit();
            default -> throw damaged("a string has an unknown escape");
        };
    }

    private char unit() {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            char digit = next();
            if (!HexFormat.isHexDigit(digit)) {
                throw damaged("a string has an unknown escape");
            }
            unit = unit * 16 + HexFormat.fromHexDigit(digit);
        }
        return (char) unit;
    }

    /** A number; {@code marked}: one of the types that only Java has. */
    Object number(boolean marked) {
        int start = position;
        if (peek() == 'N') {
            word("NaN");
            return real("NaN", marked);
        }
        accept('-');
        if (peek() == 'I') {
            word("Infinity");
            return real(text.substring(start, position), marked);
        }
        if (!accept('0')) {
            digits();
        }
        boolean fraction = skipFraction();
        boolean exponent = skipExponent();
        String number = text.substring(start, position);
        return fraction || exponent ? real(number, marked) : integer(number, marked);
    }

    private boolean skipFraction() {
        boolean there = accept('.');
        if (there) {
            digits();
        }
        return there;
    }

    private boolean skipExponent() {
        boolean there = accept('e') || accept('E');
        if (there) {
            if (!accept('+')) {
                accept('-');
            }
            digits();
        }
        return there;
    }

    private void digits() {
        int start = position;
        while (peek() >= '0' && peek() <= '9') {
            position++;
        }
        if (position == start) {
            throw damaged("a value is missing or malformed");
        }
        if (position - start > MAX_DIGITS) {
            throw damaged("a number has more than " + MAX_DIGITS + " digits");
        }
    }

    private static Object real(String number, boolean marked) {
        return marked ? (Object) Float.valueOf(number) : (Object) Double.valueOf(number);
    }

    private static Object integer(String number, boolean marked) {
        BigInteger integer = new BigInteger(number);
        if (integer.bitLength() >= Long.SIZE) {
            return integer;
        }
        boolean wide = marked || integer.bitLength() >= Integer.SIZE;
        return wide ? (Object) integer.longValue() : (Object) integer.intValue();
    }

    void word(String word) {
        if (!text.startsWith(word, position)) {
            throw damaged("a value is missing or malformed");
        }
        position += word.length();
    }

    private char next() {
        if (position == text.length()) {
            throw damaged("it ends early");
        }
        return text.charAt(position++);
    }

    /** The character that comes next, NUL at the end. */
    char peek() {
        return position < text.length() ? text.charAt(position) : 0;
    }

    boolean accept(char c) {
        boolean there = peek() == c;
        position += there ? 1 : 0;
        return there;
    }

    /** Whether this comes next, perhaps after space; if not, nothing is taken. */
    boolean acceptAfterSpace(char c) {
        int start = position;
        skipSpace();
        if (accept(c)) {
            return true;
        }
        position = start;
        return false;
    }

    void expect(char c) {
        if (!accept(c)) {
            throw damaged("'" + c + "' is missing");
        }
    }

    void end() {
        skipSpace();
        if (position < text.length()) {
            throw damaged("something follows its end");
        }
    }

    /** Whether there was any. */
    boolean skipSpace() {
        int start = position;
        while (isSpace(peek())) {
            position++;
        }
        return position > start;
    }

    static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    CodecException damaged(String how) {
        return new CodecException("The stored JSON is damaged, at character " + position + " " + how
                + ": what wrote it did not finish, or it is not JSON.");
    }
}
