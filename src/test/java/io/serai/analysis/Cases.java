package io.serai.analysis;

import io.serai.knowledge.Case;
import io.serai.knowledge.Evidence;
import io.serai.testing.Tickets;
import io.serai.ticket.Ticket;
import java.util.List;

/** Cases for tests. */
final class Cases {

    static final String RUNBOOK = """
        # Restart a web server that answers slowly

        ## Cause
        The worker pool of nginx is exhausted by requests that hang. It fills up within minutes.

        ## Steps
        1. Check the pool with `curl localhost/status`.
        2. Restart the service:
           ```
           systemctl restart nginx
           ```
        3. Load the [start page](https://intranet.example.com/) and see that it answers.

        ## See also
        - The page on load balancers
        """;

    private Cases() {
    }

    static Ticket ticket() {
        return slow().build();
    }

    static Tickets.Builder slow() {
        return Tickets.ticket().label("service", "nginx");
    }

    static Case slowServer() {
        return of(ticket(), evidence("RB-12", 0.86));
    }

    static Case of(Ticket ticket, Evidence... evidence) {
        return new Case(ticket, List.of(evidence), List.of(), null, null);
    }

    static Evidence evidence(String id, double score) {
        return new Evidence("runbook", id, "Restart a web server that answers slowly", score, RUNBOOK, List.of("server"), List.of("restart-service"), null);
    }

    static Evidence other(String id, double score) {
        return new Evidence("runbook", id, "Empty a printer's queue", score, "1. Empty the queue.", List.of("printer"), List.of(), null);
    }
}
