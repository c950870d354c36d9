package io.serai.document;

import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Tells the language of a whole document: by its script, and where many languages share a script by the small words that no sentence of theirs goes
 * without. {@link io.serai.language.DetectLanguage} tells the hub's four languages apart in texts of three words, by a model that takes 39 MB and a second;
 * this knows many more, and needs neither in a process that lives for one document.
 */
final class LanguageBySmallWords {

    private static final int LOOKED_AT = 50_000;
    private static final int LETTERS = 20;
    /** Least share of small words among all words, and least lead over the next language. */
    private static final double SHARE = 0.08;
    private static final double LEAD = 1.1;
    private static final int SMALL_WORDS = 4;
    private static final Map<UnicodeScript, String> SCRIPTS = Map.ofEntries(Map.entry(UnicodeScript.GREEK, "el"), Map.entry(UnicodeScript.HEBREW, "he"),
        Map.entry(UnicodeScript.THAI, "th"), Map.entry(UnicodeScript.HANGUL, "ko"), Map.entry(UnicodeScript.HIRAGANA, "ja"),
        Map.entry(UnicodeScript.KATAKANA, "ja"), Map.entry(UnicodeScript.HAN, "zh"), Map.entry(UnicodeScript.DEVANAGARI, "hi"),
        Map.entry(UnicodeScript.ARABIC, "ar"), Map.entry(UnicodeScript.GEORGIAN, "ka"), Map.entry(UnicodeScript.ARMENIAN, "hy"));
    private static final Map<String, Set<String>> LATIN = words(Map.ofEntries(
        Map.entry("en", "the and of to is in that it for on with as are this be by from or at not you have which if can will has was an when"),
        Map.entry("de", "der die und den von das mit sich des auf für ist nicht ein eine als auch dem es werden wird oder zu im sie wenn nach bei einen sind"),
        Map.entry("fr", "le la les de des et un une du en est que pour dans qui par sur au avec ce pas il sont ou vous plus cette aux si être votre"),
        Map.entry("es", "el la los las de y que en un una es por con para se no del al lo como más su si está son este esta o cuando sus pero"),
        Map.entry("it", "il la di che e un una per non è in del con si sono le della dei da al come più nel alla gli anche o se questo lo"),
        Map.entry("pt", "o a os as de e que em um uma para com não do da no na se por mais dos como mas ao são você ou quando está ser"),
        Map.entry("nl", "de het een en van ik te dat die in is op aan met voor niet zijn er om ook als bij of uit naar wordt deze kan maar dan"),
        Map.entry("sv", "och att det i en som är på för av med den till inte har de ett om kan du från var eller vid när så men ska"),
        Map.entry("da", "og at det i en som er på for af med den til ikke har de et om kan du fra var eller ved når så men skal hvis"),
        Map.entry("no", "og å det i en som er på for av med den til ikke har de et om kan du fra var eller ved når så men skal hvis også"),
        Map.entry("fi", "ja on ei että se oli hän ovat mutta kun joka tai sen myös jos ole niin kuin voi tämä sitä mukaan jälkeen ennen"),
        Map.entry("pl", "i w na z do się nie jest to że o jak po przez dla od za co lub czy są może ten być jeśli przy oraz został"),
        Map.entry("cs", "a v na se je z do že s to o pro ve po jako by při od nebo jsou není být který pokud za jeho také až když"),
        Map.entry("tr", "ve bir bu için ile da de olarak daha çok en olan gibi sonra kadar ne var değil veya ise olduğu her ancak"),
        Map.entry("hu", "a az és hogy nem is egy ez meg van ha vagy de csak már mint el még kell volt majd lehet ki be")));
    private static final Map<String, Set<String>> CYRILLIC = words(Map.of(
        "ru", "и в не на что с по это как для из если к от или за то но при его был только вы же все после",
        "uk", "і в не на що з та до це як для від якщо або за але при його був тільки ви після є у й",
        "bg", "и в на да не за се от е с по това че или като ако са до при след може които той със"));

    private LanguageBySmallWords() {
    }

    private static Map<String, Set<String>> words(Map<String, String> lists) {
        Map<String, Set<String>> sets = new LinkedHashMap<>();
        lists.forEach((language, list) -> sets.put(language, new HashSet<>(List.of(list.split(" ")))));
        return sets;
    }

    /** @return ISO 639-1, or empty if the text is too short, or of no language that is known here */
    static String of(String text) {
        String start = text.length() <= LOOKED_AT ? text : text.substring(0, LOOKED_AT);
        Map<UnicodeScript, Integer> scripts = new EnumMap<>(UnicodeScript.class);
        start.codePoints().filter(Character::isLetter).forEach(letter -> scripts.merge(UnicodeScript.of(letter), 1, Integer::sum));
        int letters = scripts.values().stream().mapToInt(Integer::intValue).sum();
        if (letters < LETTERS) {
            return "";
        }
        // names of products stand in Latin letters in every language, and Japanese is half Chinese signs
        if (scripts.getOrDefault(UnicodeScript.HIRAGANA, 0) + scripts.getOrDefault(UnicodeScript.KATAKANA, 0) > letters / 10) {
            return "ja";
        }
        UnicodeScript main = scripts.entrySet().stream().filter(each -> each.getKey() != UnicodeScript.LATIN && each.getValue() > letters / 3)
            .max(Map.Entry.comparingByValue()).map(Map.Entry::getKey).orElse(UnicodeScript.LATIN);
        return switch (main) {
            case LATIN -> bySmallWords(start, LATIN);
            case CYRILLIC -> bySmallWords(start, CYRILLIC);
            default -> SCRIPTS.getOrDefault(main, "");
        };
    }

    private static String bySmallWords(String text, Map<String, Set<String>> languages) {
        Map<String, Integer> counts = new HashMap<>();
        int all = 0;
        for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{M}']+")) {
            if (!word.isEmpty()) {
                all++;
                languages.forEach((language, small) -> {
                    if (small.contains(word)) {
                        counts.merge(language, 1, Integer::sum);
                    }
                });
            }
        }
        List<Map.Entry<String, Integer>> best = counts.entrySet().stream().sorted(Map.Entry.<String, Integer>comparingByValue().reversed()
            .thenComparing(Map.Entry.comparingByKey())).toList();
        if (best.isEmpty() || best.get(0).getValue() < SMALL_WORDS || best.get(0).getValue() < SHARE * all || best.size() > 1 && best.get(0).getValue() < LEAD * best.get(1).getValue()) {
            return "";
        }
        return best.get(0).getKey();
    }
}
