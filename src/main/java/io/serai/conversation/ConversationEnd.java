package io.serai.conversation;

import io.serai.ticket.StatusWatch;
import java.util.List;
import org.springframework.stereotype.Component;

/** Ends the conversation about a ticket that is resolved or closed. */
@Component
class ConversationEnd implements StatusWatch {

    private final ConversationStore conversations;

    ConversationEnd(ConversationStore conversations) {
        this.conversations = conversations;
    }

    @Override
    public void changed(List<StatusChange> changes) {
        List<String> done = changes.stream().filter(change -> change.from() != null && change.ticket().status().isFinal()).map(change -> change.ticket().id()).toList();
        if (!done.isEmpty()) {
            conversations.endOf(done, "the ticket was resolved");
        }
    }
}
