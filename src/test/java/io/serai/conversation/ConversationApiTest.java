package io.serai.conversation;

import static io.serai.testing.Analyses.analysis;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.conversation.SourceComments.Comment;
import io.serai.decision.TrackRecord;
import io.serai.testing.Tickets;
import io.serai.ticket.Category;
import io.serai.ticket.Ticket;
import io.serai.ticket.TicketStatus;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Conversations about tickets, as their API shows them. */
class ConversationApiTest extends TalkRoom {

    private static final String ANSWER = "The VPN connection drops every few minutes: the client disconnects, then times out at connecting; the internet works.";

    @Test
    void anAnswerContinuesTheConversationAndRaisesTheEvidence() {
        Ticket ticket = accepted(unclear().build());
        clarify(ticket);
        assertThat(messages(ticket)).singleElement().satisfies(asked -> {
            assertThat(asked.path("direction").asText()).isEqualTo("out");
            assertThat(asked.path("channel").asText()).isEqualTo("source");
            assertThat(asked.path("text").asText()).isEqualTo("which device, service or system it is about\nthe exact error message, word by word");
        });
        assertThat(history(ticket).path("writeBacks").get(1).path("note").asText()).contains("Please add:\n- which device, service or system it is about\n- the exact");
        assertThat(conversation(ticket).path("state").asText()).isEqualTo("waiting");

        ResponseEntity<JsonNode> said = say(ticket, ANSWER, "k1");
        assertThat(said.getStatusCode()).isEqualTo(HttpStatus.CREATED);
        assertThat(said.getBody().path("author").asText()).isEqualTo("Jane Doe");
        ResponseEntity<JsonNode> again = say(ticket, ANSWER, "k1");
        assertThat(again.getStatusCode()).isEqualTo(HttpStatus.OK);
        assertThat(again.getBody()).isEqualTo(said.getBody());
        assertThat(say(ticket, "another text", "k1").getStatusCode()).isEqualTo(HttpStatus.CONFLICT);

        JsonNode decision = decided(ticket, 3);
        assertThat(decision.path("path").asText()).as("nothing was known before").isNotEqualTo("ESCALATE");
        JsonNode analyses = history(ticket).path("analyses");
        assertThat(analyses.get(analyses.size() - 1).path("confidence").asDouble()).isGreaterThan(analyses.get(0).path("confidence").asDouble() + 0.1);
        assertThat(history(ticket).path("conversations")).hasSize(1);
        assertThat(conversation(ticket).path("rounds").asInt()).isEqualTo(1);
        assertThat(acts(ticket)).startsWith("conversation-opened", "conversation-asked", "conversation-answered").hasSize(4);
        assertThat(messages(ticket).findValuesAsText("text").stream().flatMap(String::lines).toList()).doesNotHaveDuplicates();
    }

    @Test
    void whatTheSourceChangesWhileAQuestionIsOpenIsTheAnswer() {
        Tickets.Builder ticket = unclear();
        Ticket stored = accepted(ticket.build());
        clarify(stored);
        accepted(ticket.description("Xyz\n" + ANSWER).updatedAt(Tickets.OPENED.plusSeconds(60)).build(), stored, 3);
        JsonNode answer = messages(stored).get(1);
        assertThat(answer.path("text").asText()).isEqualTo(ANSWER);
        assertThat(answer.path("channel").asText()).isEqualTo("source");
        assertThat(answer.path("author").asText()).isEqualTo("Jane Doe");
        assertThat(conversation(stored).path("rounds").asInt()).isEqualTo(1);
    }

    @Test
    void aCommentInTheSourceIsAnAnswerWhileThereIsAConversation() {
        Tickets.Builder ticket = unclear();
        Ticket stored = accepted(ticket.build());
        Tickets.accept(routes, ticket.label(Ticket.COMMENT, "Too early").label(Ticket.COMMENT_ID, "1").updatedAt(Tickets.OPENED.plusSeconds(30)).build());
        clarify(stored);
        accepted(ticket.label(Ticket.COMMENT, ANSWER).label(Ticket.COMMENT_ID, "2").label(Ticket.COMMENT_BY, "Ann").updatedAt(Tickets.OPENED.plusSeconds(60)).build(),
            stored, 3);
        JsonNode answer = messages(stored).get(1);
        assertThat(answer.path("text").asText()).isEqualTo(ANSWER);
        assertThat(answer.path("author").asText()).isEqualTo("Ann");
        assertThat(decided(stored, 3).path("path").asText()).as("it is read like the description").isNotEqualTo("ESCALATE");
    }

    @Test
    void aCommentThatComesWithItsTicketAndIsToldWhenAskedForCountsOnce() {
        Tickets.Builder ticket = unclear();
        Ticket stored = accepted(ticket.build());
        clarify(stored);
        hearAnswers.hear(SourceComments.missing(CommentLookup.of(stored), "HTTP 503"));
        String said = "The VPN client disconnects. " + "y".repeat(7_000);
        Ticket commented = ticket.label(Ticket.COMMENT, said).label(Ticket.COMMENT_ID, "2").label(Ticket.COMMENT_BY, "Ann").updatedAt(Tickets.OPENED.plusSeconds(60)).build();
        accepted(commented, stored, 3);
        assertThat(conversation(stored).path("commentsMissing").asText()).as("that a comment came says nothing of what is asked for").isEqualTo("HTTP 503");
        Instant now = jdbc.sql("SELECT clock_timestamp()").query(Timestamp.class).single().toInstant();
        hearAnswers.hear(SourceComments.asked(CommentLookup.of(stored), List.of(new Comment("2", "Ann", now, said, false), new Comment("3", "Ann", now, "And more", false))));
        decided(stored, 4);
        Tickets.accept(routes, ticket.label(Ticket.COMMENT, "And more").label(Ticket.COMMENT_ID, "3").updatedAt(Tickets.OPENED.plusSeconds(120)).build());
        assertThat(messages(stored).findValuesAsText("text").subList(1, messages(stored).size())).filteredOn(text -> text.equals(said) || text.equals("And more"))
            .as("whole, and once").containsExactly(said, "And more");
    }

    @Test
    void aCommentThatComesWithItsTicketIsBoundedLikeOneThatIsAskedFor() {
        Tickets.Builder ticket = unclear();
        Ticket stored = accepted(ticket.build());
        clarify(stored);
        jdbc.sql("INSERT INTO conversation_message (id, conversation, direction, author, channel, text) SELECT gen_random_uuid(), c.id, 'in', 'Ann', 'source', 'x' "
            + "FROM conversation c, generate_series(1, 199) WHERE c.ticket_id = ?::uuid").param(stored.id()).update();
        Tickets.accept(routes, ticket.label(Ticket.COMMENT, "one more").label(Ticket.COMMENT_ID, "1").updatedAt(Tickets.OPENED.plusSeconds(60)).build());
        assertThat(jdbc.sql("SELECT count(*) FROM conversation_message m JOIN conversation c ON c.id = m.conversation WHERE c.ticket_id = ?::uuid AND m.text = 'one more'")
            .param(stored.id()).query(Integer.class).single()).as("a conversation is full at some time").isZero();
    }

    @Test
    void whatIsSaidInTheSourceIsCleanedBoundedAndHeardOnce() {
        Ticket ticket = accepted(unclear().build());
        clarify(ticket);
        Instant now = jdbc.sql("SELECT clock_timestamp()").query(Timestamp.class).single().toInstant();
        List<Comment> comments = new ArrayList<>(List.of(new Comment("0", "Jane Doe", now.minusSeconds(3_600), "before the question", false),
            new Comment("1", "Serai", now, "the question [serai:0a1b2c3d]", true), new Comment("2", "Jane\nDoe\u0000" + "x".repeat(500), now, " \u0000 ", false),
            new Comment("3", "Jane\nDoe\u0000" + "x".repeat(500), null, "a\u0000b\r\nc ${body} " + "y".repeat(9_000), false)));
        for (int i = 0; i < 250; i++) {
            comments.add(new Comment("more-" + i, null, now, "and " + i, false));
        }
        SourceComments told = SourceComments.asked(CommentLookup.of(ticket), comments);
        hearAnswers.hear(told);
        hearAnswers.hear(told);
        assertThat(messages(ticket).get(1).path("text").asText()).startsWith("ab\nc ${body} yyy").hasSize(8_000);
        assertThat(messages(ticket).get(1).path("author").asText()).startsWith("Jane Doexx").hasSize(200);
        assertThat(jdbc.sql("SELECT count(*) FROM conversation_message m JOIN conversation c ON c.id = m.conversation WHERE c.ticket_id = ?::uuid AND m.direction = 'in'")
            .param(ticket.id()).query(Integer.class).single()).as("a conversation is full at some time, and holds the question").isEqualTo(199);
        assertThat(messages(ticket).get(2).path("author").asText()).as("who is not known is named by the connector").isEqualTo("servicenow");
    }

    @Test
    void aSourceThatTellsNothingNowIsNamedUntilItTellsAgain() {
        Ticket ticket = accepted(unclear().build());
        clarify(ticket);
        CommentLookup lookup = CommentLookup.of(ticket);
        hearAnswers.hear(SourceComments.missing(lookup, "HTTP 503"));
        assertThat(conversation(ticket).path("commentsMissing").asText()).isEqualTo("HTTP 503");
        hearAnswers.hear(SourceComments.asked(lookup, List.of()));
        assertThat(conversation(ticket).has("commentsMissing")).isFalse();
    }

    private void accepted(Ticket update, Ticket stored, int decisions) {
        Tickets.accept(routes, update);
        decided(stored, decisions);
    }

    /** As if an analysis had come so far that its answer is worth a try. */
    private void followUp(Ticket ticket) {
        routes.sendBody("direct:decision-choose-path", analysis().id(UUID.randomUUID().toString()).ticket(ticket).confidence(0.7).build());
        assertThat(conversation(ticket).path("kind").asText()).isEqualTo("follow-up");
    }

    @Test
    void aPlainYesToWhetherItHelpedClosesTheTicketAndCounts() {
        Ticket ticket = accepted(unclear().build());
        followUp(ticket);
        assertThat(say(ticket, "Yes, it helped. Thank you!", null).getBody().path("helped").asBoolean()).isTrue();
        JsonNode decision = decided(ticket, 3);
        assertThat(decision.path("path").asText()).isEqualTo("RESOLVE");
        assertThat(decision.path("reasons").toString()).isEqualTo("[\"the answer to the question whether it helped says yes\"]");
        assertThat(conversation(ticket).path("state").asText()).isEqualTo("closed");
        assertThat(conversation(ticket).path("reason").asText()).isEqualTo("it helped, the answer says");
        String category = jdbc.sql("SELECT category FROM decision WHERE ticket_id = ?::uuid ORDER BY decided_at DESC LIMIT 1").param(ticket.id()).query(String.class).single();
        assertThat(answers.of(new TrackRecord.Question(ticket.tenant(), Category.of(category), null))).singleElement().satisfies(count -> {
            assertThat(count.part()).isEqualTo(TrackRecord.Part.FEEDBACK);
            assertThat(count.good()).isPositive();
        });
        assertThat(answers.of(new TrackRecord.Question(ticket.tenant(), Category.of(category), "restart-service"))).as("it says nothing of actions").isEmpty();
    }

    @Test
    void aPlainNoIsKeptAndTheTicketGoesOn() {
        Ticket ticket = accepted(unclear().build());
        followUp(ticket);
        assertThat(say(ticket, "No, still broken", null).getBody().path("helped").asText()).isEqualTo("false");
        assertThat(decided(ticket, 3).path("path").asText()).isNotEqualTo("RESOLVE");
        assertThat(messages(ticket).get(1).path("helped").asText()).isEqualTo("false");
    }

    @Test
    void aWordOfDoubtIsReadByAPersonAndAYesToAnotherQuestionIsNone() {
        Ticket ticket = accepted(unclear().build());
        followUp(ticket);
        assertThat(say(ticket, "It helped until noon", null).getBody().has("helped")).isFalse();
        assertThat(decided(ticket, 3).path("path").asText()).isNotEqualTo("RESOLVE");
        Ticket other = accepted(unclear().build());
        clarify(other);
        assertThat(say(other, "Yes", null).getBody().has("helped")).isFalse();
        assertThat(decided(other, 3).path("path").asText()).isNotEqualTo("RESOLVE");
    }

    @Test
    void aQuestionThatNobodyAnswersInTimeGoesToPeople() {
        Ticket ticket = accepted(unclear().build());
        clarify(ticket);
        closeUnanswered.close();
        assertThat(conversation(ticket).path("state").asText()).as("there is time left").isEqualTo("waiting");
        jdbc.sql("UPDATE conversation SET due_at = clock_timestamp() - interval '1 second' WHERE ticket_id = ?::uuid").param(ticket.id()).update();
        closeUnanswered.close();
        JsonNode decision = decided(ticket, 3);
        assertThat(decision.path("path").asText()).isEqualTo("ESCALATE");
        assertThat(conversation(ticket).path("state").asText()).isEqualTo("handed-over");
        assertThat(conversation(ticket).path("reason").asText()).isEqualTo("nobody answered within 30 minutes");
        assertThat(history(ticket).path("writeBacks").get(2).path("note").asText())
            .contains("What was said, the newest last:\n- Serai asked: which device, service or system it is about; the exact error message, word by word");
        clarify(ticket);
        JsonNode after = decided(ticket, 4);
        assertThat(after.path("path").asText()).as("people have it").isEqualTo("ESCALATE");
        assertThat(after.path("reasons").toString()).contains("people took the ticket over: nobody answered within 30 minutes");
        assertThat(say(ticket, "I am back", null).getStatusCode()).isEqualTo(HttpStatus.CREATED);
        assertThat(messages(ticket)).hasSize(2);
        assertThat(acts(ticket)).containsExactly("conversation-opened", "conversation-asked", "conversation-handed-over");
    }

    @Test
    void whyTheSourceToldNoCommentsIsPartOfTheReason() {
        Ticket ticket = accepted(unclear().build());
        clarify(ticket);
        jdbc.sql("UPDATE conversation SET due_at = clock_timestamp() - interval '1 second', comments_missing = 'HTTP 403' WHERE ticket_id = ?::uuid").param(ticket.id()).update();
        assertThat(conversation(ticket).path("commentsMissing").asText()).isEqualTo("HTTP 403");
        closeUnanswered.close();
        decided(ticket, 3);
        assertThat(conversation(ticket).path("reason").asText()).isEqualTo("nobody answered within 30 minutes; comments could not be read: HTTP 403");
    }

    @Test
    void whenAllWasAskedPeopleTakeOver() {
        Ticket ticket = accepted(unclear().build());
        for (int round = 0; round < 4; round++) {
            clarify(ticket);
            jdbc.sql("UPDATE conversation SET state = 'answered', due_at = NULL, rounds = rounds + 1 WHERE ticket_id = ?::uuid AND state = 'waiting'")
                .param(ticket.id()).update();
        }
        List<String> asked = messages(ticket).findValuesAsText("text").stream().flatMap(String::lines).toList();
        assertThat(asked).hasSize(6).doesNotHaveDuplicates();
        JsonNode decision = decided(ticket, 5);
        assertThat(decision.path("path").asText()).isEqualTo("ESCALATE");
        assertThat(decision.path("reasons").toString()).contains("all that could be asked was asked");
        assertThat(conversation(ticket).path("state").asText()).isEqualTo("handed-over");
    }

    @Test
    void afterSoManyRoundsPeopleTakeOver() {
        Ticket ticket = accepted(unclear().build());
        clarify(ticket);
        jdbc.sql("UPDATE conversation SET state = 'answered', due_at = NULL, rounds = 10 WHERE ticket_id = ?::uuid").param(ticket.id()).update();
        clarify(ticket);
        assertThat(decided(ticket, 3).path("reasons").toString()).contains("10 rounds of questions and answers have not settled it");
    }

    @Test
    void aTicketThatIsResolvedEndsItsConversation() {
        Tickets.Builder ticket = unclear();
        Ticket stored = accepted(ticket.build());
        clarify(stored);
        Tickets.accept(routes, ticket.status(TicketStatus.RESOLVED).updatedAt(Tickets.OPENED.plusSeconds(60)).build());
        assertThat(conversation(stored).path("state").asText()).isEqualTo("closed");
        assertThat(say(stored, "thanks", null).getStatusCode()).isEqualTo(HttpStatus.CONFLICT);
    }

    @Test
    void whoSpeaksFirstIsHeardToo() {
        Ticket ticket = accepted(unclear().build());
        say(ticket, ANSWER, null);
        assertThat(decided(ticket, 2).path("path").asText()).isNotEqualTo("ESCALATE");
    }

    @Test
    void anotherTenantsTicketIsUnknown() {
        Ticket ticket = accepted(unclear().tenant("talk-other").build());
        assertThat(say(ticket, "hello", null).getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(http.getForEntity("/api/v1/tickets/{id}/messages", JsonNode.class, ticket.id()).getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(http.getForEntity("/api/v1/tickets/{id}/messages?tenant=talk-other", JsonNode.class, ticket.id()).getStatusCode()).isEqualTo(HttpStatus.OK);
    }

    @Test
    void messagesComeInPages() {
        Ticket ticket = accepted(unclear().build());
        clarify(ticket);
        say(ticket, "one", null);
        JsonNode first = http.getForObject("/api/v1/tickets/{id}/messages?size=1", JsonNode.class, ticket.id());
        assertThat(first.path("items")).hasSize(1);
        JsonNode second = http.getForObject("/api/v1/tickets/{id}/messages?size=1&after={a}", JsonNode.class, ticket.id(), first.path("next").asText());
        assertThat(second.path("items").get(0).path("text").asText()).isEqualTo("one");
        assertThat(say(ticket, "x".repeat(8_001), null).getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
    }
}
