package io.serai.conversation;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.serai.ticket.HistoryPart;
import java.util.List;
import org.springframework.stereotype.Component;

/** The conversations in what is shown of a ticket. */
@Component
class ConversationHistory implements HistoryPart {

    private static final int MOST = 500;

    private final ConversationStore conversations;
    private final MessageStore messages;

    ConversationHistory(ConversationStore conversations, MessageStore messages) {
        this.conversations = conversations;
        this.messages = messages;
    }

    /** @param messages oldest first */
    record WithMessages(@JsonUnwrapped Conversation conversation, List<Message> messages) {
    }

    @Override
    public String name() {
        return "conversations";
    }

    @Override
    public List<?> of(String ticketId) {
        return conversations.ofTicket(ticketId).stream().map(c -> new WithMessages(c, messages.of(c, MOST))).toList();
    }
}
