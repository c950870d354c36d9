package io.serai.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.language.Language;
import io.serai.language.Texts;
import io.serai.testing.Tickets;
import io.serai.ticket.Kind;
import io.serai.ticket.Ticket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is asked, what counts as an answer, and what a message may hold. */
class ConversationRulesTest {

    @Test
    void nothingIsAskedTwiceNorWhatTheTicketSays() {
        Ticket ticket = Tickets.ticket().description("broken").stepsTaken("restarted").build();
        List<String> asked = new ArrayList<>();
        for (List<String> next = Questions.next(ticket, asked); !next.isEmpty(); next = Questions.next(ticket, asked)) {
            assertThat(next).hasSizeLessThanOrEqualTo(Questions.AT_ONCE).noneMatch(asked::contains);
            asked.addAll(next);
        }
        assertThat(asked).containsExactly("error-message", "what-happens", "impact", "what-changed");
    }

    @Test
    void whatIsAskedCanBeSaidInEveryLanguage() {
        Texts texts = new Texts("/conversation");
        for (Language language : Language.values()) {
            assertThat(texts.keys(language)).as(language.code()).isEqualTo(texts.keys(Language.ENGLISH))
                .containsAll(Questions.codes().toList()).allSatisfy(key -> assertThat(texts.say(language, key, "x")).isNotBlank());
        }
        assertThat(texts.say(Language.GERMAN, "impact")).isNotEqualTo(texts.say(Language.ENGLISH, "impact"));
    }

    @Test
    void anAnswerIsWhatWasAddedToTheTicket() {
        List<String> before = SeenTicket.of(Tickets.ticket().description("It is slow.").affectedSystem(null).build());
        List<String> after = SeenTicket.of(Tickets.ticket().description("It is slow.\nError 0x80070005 since Monday").affectedSystem("web-01").build());
        assertThat(SeenTicket.added(before, after)).containsExactly("Error 0x80070005 since Monday", "web-01");
        assertThat(SeenTicket.added(before, before)).isEmpty();
        List<String> rewritten = SeenTicket.of(Tickets.ticket().description("All else.").affectedSystem(null).build());
        assertThat(SeenTicket.added(before, rewritten)).containsExactly("All else.");
    }

    @Test
    void anAlertThatRepeatsItselfAnswersNothing() {
        Tickets.Builder alert = Tickets.ticket().kind(Kind.ALERT);
        assertThat(SeenTicket.of(alert.description("value 1").build())).isEqualTo(SeenTicket.of(alert.description("value 2").build()));
    }

    @Test
    void messagesAreCleanedAndBounded() {
        assertThat(CleanText.text("  one\r\ntwo\u0000\u0007 ${bean:x} ")).isEqualTo("one\ntwo ${bean:x}");
        assertThatThrownBy(() -> CleanText.text(" \u0000 ")).isInstanceOf(InvalidMessageException.class).hasMessage("'text' is missing.");
        assertThatThrownBy(() -> CleanText.text("x".repeat(8_001))).hasMessage("'text' is longer than 8000 characters.");
        assertThat(CleanText.author(" Jane\nDoe ", "admin")).isEqualTo("Jane Doe");
        assertThat(CleanText.author(" ", "admin")).isEqualTo("admin");
        assertThat(CleanText.key(" ")).isNull();
        assertThatThrownBy(() -> CleanText.key("a b")).isInstanceOf(InvalidMessageException.class);
    }

    @Test
    void aTalkMakesAnotherPieceOfWorkAndIsFoundInTheText() {
        Ticket ticket = Tickets.open();
        Ticket.Talk talk = new Ticket.Talk("2.0", List.of(new Ticket.Talk.Turn("which device", "LAP-1"), new Ticket.Talk.Turn(null, "since Monday")));
        assertThat(ticket.with(talk).workKey()).isEqualTo(ticket.workKey() + "+2.0");
        assertThat(ticket.with(talk).text()).isEqualTo(ticket.text() + "\nsince Monday\nLAP-1");
        assertThat(ticket.with(talk).said()).isEqualTo("since Monday\nLAP-1");
        assertThat(ticket.said()).isNull();
    }
}
