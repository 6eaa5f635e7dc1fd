package org.belay.address;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterCategory;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.IDNA;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.util.ULocale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Domain names by IDNA2008 (RFC 5890 to 5895). The JDK's {@code java.net.IDN} implements IDNA2003, which accepts quotation marks and dashes
 * and maps a trade mark sign to letters, which can be another company's domain.
 */
public final class IdnaDomain {

    /** The dots of other scripts, which separate labels too (RFC 5895 2). */
    private static final Pattern DOTS = Pattern.compile("[\u3002\uff0e\uff61]");

    /** RFC 5892 2.6, PVALID: letters that the general rules would refuse. */
    private static final Set<Integer> LETTERS_BY_EXCEPTION = Set.of(0xDF, 0x3C2, 0x6FD, 0x6FE, 0xF0B, 0x3007);

    /** RFC 5892 2.6, CONTEXTO: ICU checks the neighbouring characters. */
    private static final Set<Integer> BY_CONTEXT = Set.of(0xB7, 0x375, 0x5F3, 0x5F4, 0x30FB);

    /** RFC 5892 2.6, DISALLOWED. */
    private static final Set<Integer> REFUSED =
            Set.of(0x640, 0x7FA, 0x302E, 0x302F, 0x3031, 0x3032, 0x3033, 0x3034, 0x3035, 0x303B);

    private static final Normalizer2 NFC = Normalizer2.getNFCInstance();
    private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();
    private static final Normalizer2 FOLDED = Normalizer2.getNFKCCasefoldInstance();

    private static final IDNA IDNA_2008 = IDNA.getUTS46Instance(IDNA.USE_STD3_RULES
            | IDNA.CHECK_BIDI
            | IDNA.CHECK_CONTEXTJ
            | IDNA.CHECK_CONTEXTO
            | IDNA.NONTRANSITIONAL_TO_ASCII
            | IDNA.NONTRANSITIONAL_TO_UNICODE);

    private IdnaDomain() {}

    /** Lower case, full stops for the dots of other scripts, wide letters for narrow ones (RFC 5895 2). */
    public static String mapCase(String written) {
        var mapped = new StringBuilder();
        DOTS.matcher(written).replaceAll(".").codePoints().forEach(c -> {
            int width = UCharacter.getIntPropertyValue(c, UProperty.EAST_ASIAN_WIDTH);
            boolean fullOrHalf =
                    width == UCharacter.EastAsianWidth.FULLWIDTH || width == UCharacter.EastAsianWidth.HALFWIDTH;
            String plain = UCharacter.toLowerCase(ULocale.ROOT, Character.toString(c));
            mapped.append(fullOrHalf ? NFKC.normalize(plain) : plain);
        });
        return NFC.normalize(mapped);
    }

    /** The first character that RFC 5892 does not allow in a label; ASCII is not checked. */
    static Optional<Integer> refusedCharacter(String mapped) {
        return mapped.codePoints()
                .filter(c -> c >= 0x80 && !isPermitted(c))
                .boxed()
                .findFirst();
    }

    /** The name as A-labels (RFC 5890 2.3.2.1); empty if it has no valid form. */
    public static Optional<String> toAscii(String mapped) {
        var info = new IDNA.Info();
        String ascii = IDNA_2008.nameToASCII(mapped, new StringBuilder(), info).toString();
        return info.hasErrors() ? Optional.empty() : Optional.of(ascii);
    }

    /** Whether a label {@code xn--…} decodes to letters and encodes to itself again (RFC 5891 5.4). */
    static boolean isALabel(String label) {
        var info = new IDNA.Info();
        String unicode =
                IDNA_2008.labelToUnicode(label, new StringBuilder(), info).toString();
        return !info.hasErrors()
                && !unicode.equals(label)
                && refusedCharacter(unicode).isEmpty()
                && toAscii(unicode).filter(label::equals).isPresent();
    }

    /** The rules of RFC 5892 3, in that order. */
    private static boolean isPermitted(int c) {
        if (LETTERS_BY_EXCEPTION.contains(c) || BY_CONTEXT.contains(c)) return true;
        if (isArabicDigit(c)) return true;
        if (REFUSED.contains(c)) return false;
        String one = Character.toString(c);
        boolean unstable = !FOLDED.normalize(one).equals(one);
        boolean ignorable = UCharacter.hasBinaryProperty(c, UProperty.DEFAULT_IGNORABLE_CODE_POINT)
                || UCharacter.hasBinaryProperty(c, UProperty.WHITE_SPACE)
                || UCharacter.hasBinaryProperty(c, UProperty.NONCHARACTER_CODE_POINT);
        return !unstable && !ignorable && !isOldHangul(c) && isLetterDigit(c);
    }

    private static boolean isArabicDigit(int c) {
        return c >= 0x660 && c <= 0x669 || c >= 0x6F0 && c <= 0x6F9;
    }

    private static boolean isOldHangul(int c) {
        int type = UCharacter.getIntPropertyValue(c, UProperty.HANGUL_SYLLABLE_TYPE);
        return type == UCharacter.HangulSyllableType.LEADING_JAMO
                || type == UCharacter.HangulSyllableType.VOWEL_JAMO
                || type == UCharacter.HangulSyllableType.TRAILING_JAMO;
    }

    /** Letters, digits and marks (RFC 5892 2.1), by ICU's tables, so that the result is the same on every JDK. */
    static boolean isLetterDigit(int c) {
        return switch (UCharacter.getType(c)) {
            case UCharacterCategory.LOWERCASE_LETTER,
                    UCharacterCategory.UPPERCASE_LETTER,
                    UCharacterCategory.OTHER_LETTER,
                    UCharacterCategory.MODIFIER_LETTER,
                    UCharacterCategory.DECIMAL_DIGIT_NUMBER,
                    UCharacterCategory.NON_SPACING_MARK,
                    UCharacterCategory.COMBINING_SPACING_MARK -> true;
            default -> false;
        };
    }

    static boolean isAssigned(int c) {
        return UCharacter.getType(c) != UCharacterCategory.UNASSIGNED;
    }
}
