package io.serai.conversation;

import io.serai.conversation.Conversation.Kind;
import io.serai.conversation.Conversation.State;
import io.serai.language.Language;
import io.serai.language.Language;
import io.serai.writeback.NoteParts;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Tells a ticket's source what is asked, and staff what was said. */
@Component
class ConversationNotes implements NoteParts {

    /** A list in a note has at most ten entries. */
    private static final int TOLD = 10;

    private final ConversationStore conversations;
    private final MessageStore messages;

    ConversationNotes(ConversationStore conversations, MessageStore messages) {
        this.conversations = conversations;
        this.messages = messages;
    }

    /** Whoever takes over reads what was asked and answered; the requester knows it. */
    @Override
    public List<Part> of(String ticketId, Language language) {
        return List.of(new Part("What was said, the newest last", messages.newest(ticketId, TOLD).stream().map(ConversationNotes::line).toList(), true));
    }

    private static String line(Message message) {
        String author = message.direction() == Message.Direction.OUT ? "Serai asked" : message.author();
        return author + ": " + message.text().lines().collect(Collectors.joining("; "));
    }

    @Override
    public List<String> questions(String ticketId) {
        return conversations.lockGoingOn(ticketId).filter(c -> c.state() == State.WAITING && c.kind() == Kind.CLARIFY)
            .flatMap(messages::lastAsked).map(message -> message.text().lines().toList()).orElse(List.of());
    }
}
