package io.serai.knowledge;

import io.serai.ticket.Category;
import io.serai.ticket.InvalidTicketException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The API of the knowledge. */
@RestController
@RequestMapping("/api/v1/knowledge")
class KnowledgeController {

    private static final int LONGEST = 2_000;
    private static final int MOST = 50;

    private final SearchKnowledge knowledge;

    KnowledgeController(SearchKnowledge knowledge) {
        this.knowledge = knowledge;
    }

    /**
     * @param category     only pages of this category
     * @param product      only pages that name this product among their labels
     * @param language     only pages in this language
     * @param changedSince only pages that were changed then or later
     */
    @GetMapping("/search")
    KnowledgeAnswer search(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "5") String size,
                           @RequestParam(required = false) String category, @RequestParam(required = false) String product,
                           @RequestParam(required = false) String language, @RequestParam(required = false) String changedSince) {
        if (q.isBlank()) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "Say in 'q' what to look for.");
        }
        if (q.length() > LONGEST) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "'q' is longer than " + LONGEST + " characters.");
        }
        if (!size.matches("[0-9]{1,2}") || Integer.parseInt(size) < 1 || Integer.parseInt(size) > MOST) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "'size' must be a whole number from 1 to " + MOST + ".");
        }
        Scope scope = new Scope("default", category(category), checked(product, "product", "(?s).{1,200}", "1 to 200 characters"),
            checked(language, "language", "[A-Za-z]{2}", "two letters (ISO 639-1)"), since(changedSince));
        return knowledge.search(new KnowledgeSearch(new Question("", q, ""), scope, Integer.parseInt(size)));
    }

    private static String category(String word) {
        try {
            return word == null || word.isBlank() ? null : Category.of(word.strip().toLowerCase(Locale.ROOT)).json();
        } catch (InvalidTicketException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "'category': " + e.getMessage(), e);
        }
    }

    private static String checked(String value, String name, String pattern, String shape) {
        if (value == null || value.isBlank()) {
            return null;
        }
        if (!value.strip().matches(pattern)) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "'" + name + "' must be " + shape + ".");
        }
        return value.strip();
    }

    private static Instant since(String value) {
        try {
            return value == null || value.isBlank() ? null
                : value.strip().length() == 10 ? LocalDate.parse(value.strip()).atStartOfDay(ZoneOffset.UTC).toInstant() : Instant.parse(value.strip());
        } catch (DateTimeParseException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "'changedSince' must be a day (2026-01-31) or a time (2026-01-31T12:00:00Z).", e);
        }
    }
}
