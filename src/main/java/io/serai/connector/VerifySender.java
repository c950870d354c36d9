package io.serai.connector;

import io.serai.connector.SenderProof.Request;
import io.serai.connector.SenderProof.Verdict;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Checks that a webhook comes from who may send it: on the raw bytes, and in a time that tells nothing about the secret. */
@Component
class VerifySender {

    private final Clock clock;

    VerifySender(Clock clock) {
        this.clock = clock;
    }

    Verdict verify(Connector.Hook hook, Request request) {
        return hook.proof().verify(request, clock.instant());
    }
}
