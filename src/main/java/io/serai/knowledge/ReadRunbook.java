package io.serai.knowledge;

import io.serai.home.Fault;
import io.serai.home.YamlMap;
import io.serai.ticket.Category;
import io.serai.ticket.InvalidTicketException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a Markdown file with optional front matter. What is wrong in the front matter is reported with file and line, and the file
 * is taken without the part that is wrong: knowledge with a typing error is better than none.
 */
final class ReadRunbook {

    static final String SUFFIX = ".md";
    private static final Pattern FRONT = Pattern.compile("\\A---[ \\t]*\\n(.*?)^(?:---|\\.\\.\\.)[ \\t]*(?:\\n|\\z)", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern HEADING = Pattern.compile("^#{1,6}[ \\t]+(\\S.*)$", Pattern.MULTILINE);
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,200}");
    private static final Pattern ACTION = Pattern.compile("[a-z0-9-]{1,64}");
    private static final int TITLE = 500;
    private static final int PRODUCT = 200;
    private static final int WORDS = 50;

    private ReadRunbook() {
    }

    /**
     * @param name   file name, the source of the id and the title where nothing else names them
     * @param origin what faults call the file
     */
    static Runbook read(String name, String origin, String content, List<Fault> faults) {
        String clean = clean(content);
        Matcher front = FRONT.matcher(clean);
        Optional<YamlMap> fields = Optional.empty();
        String text = clean;
        if (front.find()) {
            text = clean.substring(front.end());
            if (!front.group(1).isBlank()) {
                fields = YamlMap.read(origin, "\n" + front.group(1), faults);
            }
        } else if (clean.startsWith("---\n")) {
            faults.add(new Fault(origin, 1, "the front matter is not closed by a line ---"));
        }
        String stem = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
        String body = text;
        return new Runbook(
            fields.flatMap(ReadRunbook::id).orElseGet(() -> idOf(stem)),
            fields.flatMap(map -> map.text("title")).map(ReadRunbook::oneLine).orElseGet(() -> title(body, stem)),
            fields.map(ReadRunbook::categories).orElse(List.of()),
            fields.map(ReadRunbook::actions).orElse(List.of()),
            fields.map(ReadRunbook::products).orElse(List.of()),
            body.strip(), origin);
    }

    private static Optional<String> id(YamlMap fields) {
        Optional<String> id = fields.text("id");
        if (id.isPresent() && !ID.matcher(id.get()).matches()) {
            fields.fault("id", "'id' must match " + ID + "; the file's name is taken instead");
            return Optional.empty();
        }
        return id;
    }

    static String idOf(String stem) {
        String id = stem.replaceAll("[^A-Za-z0-9._-]+", "-");
        return id.isEmpty() ? "-" : id.substring(0, Math.min(id.length(), 200));
    }

    private static String title(String text, String stem) {
        Matcher heading = HEADING.matcher(text);
        if (heading.find()) {
            String title = oneLine(heading.group(1).replaceAll("[ \\t]+#+[ \\t]*$", "").replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1"));
            if (!title.isEmpty()) {
                return title;
            }
        }
        return oneLine(stem);
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= TITLE ? line : line.substring(0, TITLE);
    }

    private static List<String> categories(YamlMap fields) {
        List<String> known = new ArrayList<>();
        for (String word : words(fields, "categories")) {
            try {
                known.add(Category.of(word).json());
            } catch (InvalidTicketException e) {
                fields.fault("categories", "'" + word + "' is none of the categories: " + e.getMessage());
            }
        }
        return known;
    }

    private static List<String> actions(YamlMap fields) {
        List<String> names = new ArrayList<>();
        for (String word : words(fields, "actions")) {
            if (ACTION.matcher(word).matches()) {
                names.add(word);
            } else {
                fields.fault("actions", "'" + word + "' is no name of an action: it must match " + ACTION);
            }
        }
        return names;
    }

    /** What {@code products} and {@code labels} name: a search makes no difference between them. */
    private static List<String> products(YamlMap fields) {
        List<String> products = new ArrayList<>();
        for (String field : List.of("products", "labels")) {
            for (String word : words(fields, field)) {
                String product = oneLine(word);
                if (product.isEmpty() || product.length() > PRODUCT) {
                    fields.fault(field, "'" + field + "' names one that is empty or longer than " + PRODUCT + " characters");
                } else if (!products.contains(product)) {
                    products.add(product);
                }
            }
        }
        return products;
    }

    private static List<String> words(YamlMap fields, String field) {
        List<String> words = new ArrayList<>(new LinkedHashSet<>(fields.texts(field)));
        if (words.size() > WORDS) {
            fields.fault(field, "'" + field + "' names more than " + WORDS + "; the first " + WORDS + " are taken");
            return words.subList(0, WORDS);
        }
        return words;
    }

    /** One kind of line end, no byte order mark, nothing that PostgreSQL's text refuses. */
    private static String clean(String content) {
        String text = content.startsWith("\uFEFF") ? content.substring(1) : content;
        return text.replace("\r\n", "\n").replace('\r', '\n').replace("\0", "");
    }
}
