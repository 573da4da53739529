package io.cloakroom.codec;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.Predicate;

/**
 * Whose JSON it is, to the byte: Python's own as Flask uses it, or msgspec's as Flask-Session 0.8 uses it. Immutable, thread-safe.
 *
 * <p>Both write a float with the fewest digits that give the same float again (as {@code Double.toString} does only since Java 19), and
 * differ in when and how they turn to an exponent: 0.00001 is {@code 1e-05} here and {@code 0.00001} there.
 */
enum JsonStyle {
    /** {@code json.dumps(sort_keys=True, ensure_ascii=True, separators=(",", ":"))} of Python 3; NaN and infinities are literals. */
    FLASK(-4, "e%+03d"),
    /** {@code msgspec.json.encode} of msgspec 0.21: keys as they come, UTF-8, nothing but JSON. */
    MSGSPEC(-5, "e%d");

    private static final int FIRST_LARGE_EXPONENT = 16;
    private static final int MOST_DIGITS = 17;

    private final int lastSmallExponent;
    private final String exponentFormat;

    JsonStyle(int lastSmallExponent, String exponentFormat) {
        this.lastSmallExponent = lastSmallExponent;
        this.exponentFormat = exponentFormat;
    }

    String text(double number) {
        return Double.isFinite(number)
                ? text(
                        Math.copySign(1, number) < 0,
                        new BigDecimal(Math.abs(number)),
                        it -> it.doubleValue() == Math.abs(number))
                : literal(number);
    }

    String text(float number) {
        return Float.isFinite(number)
                ? text(
                        Math.copySign(1, number) < 0,
                        new BigDecimal(Math.abs(number)),
                        it -> it.floatValue() == Math.abs(number))
                : literal(number);
    }

    private static String literal(double number) {
        return Double.isNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity";
    }

    private String text(boolean negative, BigDecimal exact, Predicate<BigDecimal> isSame) {
        BigDecimal shortest = shortest(exact, isSame).stripTrailingZeros();
        int exponent = shortest.precision() - shortest.scale() - 1;
        String sign = negative ? "-" : "";
        if (exponent < lastSmallExponent || exponent >= FIRST_LARGE_EXPONENT) {
            BigDecimal mantissa = shortest.movePointLeft(exponent).stripTrailingZeros();
            return sign + mantissa.toPlainString() + String.format(exponentFormat, exponent);
        }
        return sign + shortest.setScale(Math.max(shortest.scale(), 1)).toPlainString();
    }

    /** Of the decimals with the fewest digits that stand for this float, the closest: the nearest first, then its two neighbours. */
    private static BigDecimal shortest(BigDecimal exact, Predicate<BigDecimal> isSame) {
        for (int digits = 1; digits < MOST_DIGITS; digits++) {
            for (RoundingMode mode : new RoundingMode[] {RoundingMode.HALF_EVEN, RoundingMode.UP, RoundingMode.DOWN}) {
                BigDecimal candidate = exact.round(new MathContext(digits, mode));
                if (isSame.test(candidate)) {
                    return candidate;
                }
            }
        }
        return exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN));
    }
}
