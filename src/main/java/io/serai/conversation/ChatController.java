package io.serai.conversation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.serai.api.Tenant;
import io.serai.ticket.Ticket;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The API of questions before there is a ticket. */
@RestController
@RequestMapping("/api/v1/chat")
class ChatController {

    private static final int TITLE = 1_000;
    private static final int MESSAGES = 500;

    private final Chat chat;
    private final ConversationStore conversations;
    private final MessageStore messages;

    ChatController(Chat chat, ConversationStore conversations, MessageStore messages) {
        this.chat = chat;
        this.conversations = conversations;
        this.messages = messages;
    }

    /**
     * A question.
     *
     * @param conversation the one that it goes on, or absent for a new one
     * @param text         at most 8,000 characters
     * @param language     to answer in ({@code en}, {@code de}, {@code fr}, {@code es}); absent: that of the question
     * @param author       who asks, if it is not who is logged in
     */
    record Asked(UUID conversation, String text, String language, String author) {
    }

    /**
     * An answer.
     *
     * @param sources what it stands on, best first; none: nothing that is known here answers the question
     * @param left    so many questions may follow
     * @param offers  where a ticket is filed from the conversation
     */
    record Answered(String conversation, Message answer, List<Source> sources, int left, Offers offers) {
    }

    record Offers(String ticket) {
    }

    /** @param title possibly absent: then the first line of the first question */
    record Wanted(String title) {
    }

    /** @param messages oldest first */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Shown(Conversation conversation, List<Message> messages) {
    }

    @PostMapping
    Answered ask(Tenant tenant, @RequestBody Asked asked, @RequestHeader(name = "Idempotency-Key", required = false) String key, Principal user) {
        Chat.Answered answered = chat.ask(tenant.name(), Optional.ofNullable(asked.conversation()), CleanText.text(asked.text()), asked.language(),
            CleanText.author(asked.author(), user.getName()), CleanText.key(key));
        Message answer = answered.answer();
        return new Answered(answer.conversation(), answer, answer.sources(), answered.left(), new Offers("/api/v1/chat/" + answer.conversation() + "/ticket"));
    }

    @GetMapping("/{id}")
    Shown get(@PathVariable("id") UUID id, Tenant tenant) {
        Conversation c = conversations.find(tenant.name(), id).filter(one -> one.kind() == Conversation.Kind.CHAT).orElseThrow(Chat::unknown);
        return new Shown(c, messages.of(c, MESSAGES));
    }

    /** 201 for the ticket that is filed now, 200 for the one that was filed before. */
    @PostMapping("/{id}/ticket")
    ResponseEntity<Ticket> file(@PathVariable("id") UUID id, Tenant tenant, @RequestBody(required = false) Wanted wanted, Principal user) {
        String title = CleanText.line("title", wanted == null ? null : wanted.title(), TITLE, null);
        Chat.Filed filed = chat.file(tenant.name(), id, title, user.getName());
        return filed.fresh() ? ResponseEntity.created(URI.create("/api/v1/tickets/" + filed.ticket().id())).body(filed.ticket()) : ResponseEntity.ok(filed.ticket());
    }
}
