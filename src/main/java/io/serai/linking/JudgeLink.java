package io.serai.linking;

import io.serai.linking.Link.State;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.ProducerTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes a person's verdict on a link. Where it leaves a ticket without any page, the ticket is a gap. */
@Component
class JudgeLink {

    private final LinkStore store;
    private final ProducerTemplate routes;

    JudgeLink(LinkStore store, ProducerTemplate routes) {
        this.store = store;
        this.routes = routes;
    }

    /** @see LinkStore#judge */
    @Transactional
    Optional<Link> judge(String tenant, UUID id, int version, State verdict, String user) {
        Optional<Link> judged = store.judge(tenant, id, version, verdict, user);
        judged.filter(link -> store.of(link.ticketId()).stream().allMatch(other -> other.state() == State.REJECTED))
            .ifPresent(link -> routes.sendBody("direct:linking-queue-gap", new Linking(link.ticketId(), tenant, Linking.Outcome.GAP, true)));
        return judged;
    }
}
