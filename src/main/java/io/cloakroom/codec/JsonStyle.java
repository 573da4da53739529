package io.cloakroom.codec;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Whose JSON it is, to the byte: Python's own as Flask uses it, or msgspec's as Flask-Session 0.8 uses it. Immutable, thread-safe.
 *
 * <p>Both write a float with the fewest digits that give the same float again (as {@code Double.toString} does since Java 19 only), and
 * differ in when and how they turn to an exponent: 0.00001 is {@code 1e-05} here and {@code 0.00001} there.
 */
enum JsonStyle {
    /** {@code json.dumps(sort_keys=True, ensure_ascii=True, separators=(",", ":"))} of Python 3; NaN and infinities are literals. */
    FLASK(-4, "e%+03d"),
    /** {@code msgspec.json.encode} of msgspec 0.21: keys as they come, UTF-8, nothing but JSON. */
    MSGSPEC(-5, "e%d");

    private static final int FIRST_LARGE_EXPONENT = 16;

    private final int lastSmallExponent;
    private final String exponentFormat;

    JsonStyle(int lastSmallExponent, String exponentFormat) {
        this.lastSmallExponent = lastSmallExponent;
        this.exponentFormat = exponentFormat;
    }

    String text(double number) {
        double size = Math.abs(number);
        return Double.isFinite(number)
                ? sign(number) + text(shortest(size, Double.toString(size), it -> it.doubleValue() == size))
                : literal(number);
    }

    String text(float number) {
        float size = Math.abs(number);
        return Float.isFinite(number)
                ? sign(number) + text(shortest(size, Float.toString(size), it -> it.floatValue() == size))
                : literal(number);
    }

    private static String sign(double number) {
        return Math.copySign(1, number) < 0 ? "-" : "";
    }

    private static String literal(double number) {
        return Double.isNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity";
    }

    private String text(BigDecimal number) {
        int exponent = number.precision() - number.scale() - 1;
        if (exponent < lastSmallExponent || exponent >= FIRST_LARGE_EXPONENT) {
            return number.movePointLeft(exponent).toPlainString()
                    + String.format(Locale.ROOT, exponentFormat, exponent);
        }
        return number.setScale(Math.max(number.scale(), 1)).toPlainString();
    }

    /** Java 17 gives enough digits, and often one more than that. */
    private static BigDecimal shortest(double number, String enough, Predicate<BigDecimal> isSame) {
        BigDecimal exact = new BigDecimal(number);
        int digits = new BigDecimal(enough).stripTrailingZeros().precision();
        while (digits > 1 && closest(exact, digits - 1, isSame).isPresent()) {
            digits--;
        }
        return closest(exact, digits, isSame).orElseThrow().stripTrailingZeros();
    }

    /** The closest of the decimals of so many digits that stand for the same float: the nearest, else a neighbour, as at powers of two. */
    private static Optional<BigDecimal> closest(BigDecimal exact, int digits, Predicate<BigDecimal> isSame) {
        return Stream.of(RoundingMode.HALF_EVEN, RoundingMode.UP, RoundingMode.DOWN)
                .map(mode -> exact.round(new MathContext(digits, mode)))
                .filter(isSame)
                .findFirst();
    }
}
