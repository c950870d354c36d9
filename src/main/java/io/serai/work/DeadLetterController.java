package io.serai.work;

import io.serai.api.Page;
import io.serai.api.PageRequest;
import io.serai.audit.AuditEntry;
import io.serai.audit.AuditTrail;
import io.serai.work.DeadLetters.DeadLetter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The API of dead letters: look at them, and send them through their stage again. */
@RestController
@RequestMapping("/api/v1/dead-letters")
class DeadLetterController {

    private final DeadLetters deadLetters;
    private final WorkStore store;
    private final PostgresWorkQueue queue;
    private final List<PayloadSource> payloads;
    private final AuditTrail audit;

    DeadLetterController(DeadLetters deadLetters, WorkStore store, PostgresWorkQueue queue, List<PayloadSource> payloads, AuditTrail audit) {
        this.deadLetters = deadLetters;
        this.store = store;
        this.queue = queue;
        this.payloads = payloads;
        this.audit = audit;
    }

    @GetMapping
    Page<DeadLetter> list(PageRequest page, @RequestParam Optional<String> stage, @RequestParam Optional<Boolean> replayed) {
        return Page.of(deadLetters.list(page.limit(), page.afterId(), stage, replayed).stream().map(this::withPayload).toList(), page, DeadLetter::id);
    }

    @GetMapping("/{id}")
    DeadLetter get(@PathVariable UUID id) {
        return withPayload(find(id));
    }

    @PostMapping("/{id}/replay")
    DeadLetter replay(@PathVariable UUID id, Principal user) {
        DeadLetter letter = find(id);
        if (store.replay(letter.id(), user.getName()) == 0) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "This dead letter was replayed before; what failed again has a dead letter of its own.");
        }
        audit.record(new AuditEntry(user.getName(), "dead-letter-replayed", null, Map.of("deadLetter", letter.id(), "stage", letter.stage())));
        queue.arrived(letter.stage(), 1);
        return find(id);
    }

    private DeadLetter find(UUID id) {
        return deadLetters.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no dead letter with this id."));
    }

    private DeadLetter withPayload(DeadLetter letter) {
        if (letter.correlation() == null) {
            return letter;
        }
        return payloads.stream().flatMap(source -> source.payload(letter.correlation()).stream()).findFirst().map(bytes -> {
            try {
                return letter.with(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString(), "utf-8");
            } catch (CharacterCodingException e) {
                return letter.with(Base64.getEncoder().encodeToString(bytes), "base64");
            }
        }).orElse(letter);
    }
}
