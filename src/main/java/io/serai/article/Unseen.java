package io.serai.article;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What a reader of a page would not see: hidden, white or tiny text, and what is no text at all. */
public final class Unseen {

    /** Zero width, direction and tag characters: they change what is seen, or hide what is not. */
    public static final Pattern CHARACTERS = Pattern.compile("[\\u00AD\\u034F\\u061C\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u200B-\\u200F\\u202A-\\u202E"
        + "\\u2060-\\u206F\\uFE00-\\uFE0F\\uFEFF\\x{E0000}-\\x{E0FFF}\\p{Cntrl}&&[^\\n\\t]]");
    private static final Pattern HIDDEN = Pattern.compile("display:none|visibility:(?:hidden|collapse)|opacity:0(?:\\.0*)?(?:;|$)|font-size:0(?:\\.[0-2]\\d*)?(?:px|pt|em|rem|%)?(?:;|!|$)"
        + "|font-size:[12](?:px|pt)(?:;|!|$)|text-indent:-\\d{3,}|(?:max-)?(?:height|width):0(?:px)?;");
    private static final Pattern WHITE = Pattern.compile("(?:^|;)color:(?:white|transparent|#fff(?:fff)?(?:ff)?|rgba?\\(255,255,255(?:,[\\d.]+)?\\)|rgba\\(\\d+,\\d+,\\d+,0(?:\\.0*)?\\))(?:;|!|$)");
    private static final Set<String> NO_TEXT = Set.of("script", "style", "noscript", "template", "iframe", "frame", "object", "embed", "applet", "svg",
        "math", "canvas", "audio", "video", "form", "input", "button", "select", "textarea", "head", "img");

    private Unseen() {
    }

    /**
     * @param name      of the element, in lower case
     * @param attribute finds the value of an attribute
     */
    public static boolean isUnseen(String name, Function<String, Optional<String>> attribute) {
        if (NO_TEXT.contains(name) || attribute.apply("hidden").isPresent()
            || attribute.apply("aria-hidden").filter("true"::equalsIgnoreCase).isPresent()) {
            return true;
        }
        String style = attribute.apply("style").orElse("").toLowerCase(Locale.ROOT).replaceAll("\\s+", "");
        if (style.isEmpty()) {
            return name.equals("font") && attribute.apply("color").orElse("").matches("(?i)\\s*(white|#fff(fff)?)\\s*");
        }
        return HIDDEN.matcher(style).find() || WHITE.matcher(style).find() && !style.contains("background");
    }
}
