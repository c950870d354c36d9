package io.serai.conversation;

import io.serai.conversation.Conversation.Kind;
import io.serai.conversation.Conversation.State;
import io.serai.language.Language;
import io.serai.writeback.NoteParts;
import java.util.List;
import org.springframework.stereotype.Component;

/** Tells a ticket's source what is asked. */
@Component
class ConversationNotes implements NoteParts {

    private final ConversationStore conversations;
    private final MessageStore messages;

    ConversationNotes(ConversationStore conversations, MessageStore messages) {
        this.conversations = conversations;
        this.messages = messages;
    }

    @Override
    public List<Part> of(String ticketId, Language language) {
        return List.of();
    }

    @Override
    public List<String> questions(String ticketId) {
        return conversations.lockGoingOn(ticketId).filter(c -> c.state() == State.WAITING && c.kind() == Kind.CLARIFY)
            .flatMap(messages::lastAsked).map(message -> message.text().lines().toList()).orElse(List.of());
    }
}
