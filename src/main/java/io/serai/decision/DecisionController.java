package io.serai.decision;

import io.serai.api.Page;
import io.serai.api.PageRequest;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

@RestController
class DecisionController {

    private final DecisionStore store;

    DecisionController(DecisionStore store) {
        this.store = store;
    }

    /**
     * The decisions, newest first.
     *
     * @param path one of {@link Path}, in capitals; absent or empty for all
     */
    @GetMapping("/api/v1/decisions")
    Page<DecisionRow> list(@RequestParam(required = false) String path, PageRequest page) {
        return Page.of(store.list(path(path), page.afterId().orElse(null), page.limit()), page, DecisionRow::id);
    }

    private static Path path(String path) {
        if (path == null || path.isEmpty()) {
            return null;
        }
        List<Path> paths = Arrays.asList(Path.values());
        return paths.stream().filter(known -> known.name().equals(path)).findFirst().orElseThrow(() ->
            new ResponseStatusException(HttpStatus.BAD_REQUEST, "The parameter 'path' must be one of " + paths + "."));
    }
}
