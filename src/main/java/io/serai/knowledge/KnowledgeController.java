package io.serai.knowledge;

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

    @GetMapping("/search")
    KnowledgeAnswer search(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "10") String size) {
        if (q.isBlank()) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "Say in 'q' what to look for.");
        }
        if (q.length() > LONGEST) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "'q' is longer than " + LONGEST + " characters.");
        }
        if (!size.matches("[0-9]{1,2}") || Integer.parseInt(size) < 1 || Integer.parseInt(size) > MOST) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "'size' must be a whole number from 1 to " + MOST + ".");
        }
        return knowledge.search(new KnowledgeSearch(new Question("", q, ""), "default", Integer.parseInt(size)));
    }
}
