package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.serai.conversation.CommentLookup;
import io.serai.conversation.SourceComments.Comment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the comments that a kamelet tells, and which of them are the hub's own. */
class ReadCommentsTest {

    private static final String NOTE = "Please add:\n- the device [serai:0a1b2c3d]";

    private final Connectors connectors = mock(Connectors.class);
    private final ReadComments readComments = new ReadComments(connectors);
    private final CommentLookup lookup = new CommentLookup("wall", "01900000-0000-7000-8000-00000000000b", "1", null);

    private List<Comment> read(String json, String ownUser) throws JsonProcessingException {
        when(connectors.find("wall")).thenReturn(Optional.of(ConnectorBuilder.connector("wall", "wall-action").ownUser(ownUser).build()));
        return readComments.read(new ObjectMapper().readTree(json), lookup).comments();
    }

    private Comment text(String text) throws JsonProcessingException {
        return read("[" + JsonNodeFactory.instance.objectNode().put("text", text) + "]", null).get(0);
    }

    @Test
    void aCommentIsTakenAsItIsToldAndOneWithoutTextIsNone() throws JsonProcessingException {
        List<Comment> comments = read("""
            [{"id":"7","author":"Jane Doe","user":"jane","at":"2026-11-26 10:00:00","text":"It is LAP-0042"},{"id":"8","text":" "},{"id":"9"},
             {"id":"10","user":"SERAI","text":"a note without a marker"}]""", "serai");
        assertThat(comments).hasSize(2);
        assertThat(comments.get(0)).isEqualTo(new Comment("7", "Jane Doe", Instant.parse("2026-11-26T10:00:00Z"), "It is LAP-0042", false));
        assertThat(comments.get(1).ours()).as("its user is ours").isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {NOTE, NOTE + "\n", "Restarted \\[serai:0a1b2c3d]"})
    void aNoteIsKnownByTheMarkerAtItsEnd(String note) throws JsonProcessingException {
        assertThat(text(note).ours()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"It is LAP-0042\n\n> Please add:\n> - the device [serai:0a1b2c3d]", "You wrote [serai:0a1b2c3d], but it is LAP-0042", "[serai:xyz]", "| [serai:0a1b2c3d]"})
    void anAnswerThatQuotesANoteIsNotOurs(String answer) throws JsonProcessingException {
        assertThat(text(answer).ours()).isFalse();
    }

    @Test
    void aCommentWithoutAnIdHasOneByWhatItSays() throws JsonProcessingException {
        String json = "[{\"at\":\"2026-11-26T10:00:00Z\",\"user\":\"80\",\"text\":\"%s\"}]";
        assertThat(read(json.formatted("one"), null)).isEqualTo(read(json.formatted("one"), null));
        assertThat(read(json.formatted("one"), null).get(0).id()).startsWith("sha256:").isNotEqualTo(read(json.formatted("two"), null).get(0).id());
        assertThat(read("[{\"id\":\"" + "x".repeat(1_000) + "\",\"text\":\"long\"}]", null).get(0).id()).hasSizeLessThan(100);
    }

    @Test
    void onlyTheNewestHundredAreTakenAndWhatIsNoListIsRefused() throws JsonProcessingException {
        StringBuilder many = new StringBuilder("[{\"id\":\"0\",\"text\":\"0\"}");
        for (int i = 1; i < 250; i++) {
            many.append(",{\"id\":\"").append(i).append("\",\"text\":\"").append(i).append("\"}");
        }
        assertThat(read(many + "]", null)).hasSize(100).last().extracting(Comment::id).isEqualTo("249");
        assertThatThrownBy(() -> read("{}", null)).isInstanceOf(UnreadableAnswerException.class);
    }

    @Test
    void htmlIsReadAsAPersonDoes() {
        assertThat(CommentText.of("plain text\nin two lines")).isEqualTo("plain text\nin two lines");
        assertThat(CommentText.of("a &amp; b &lt;c&gt;")).isEqualTo("a & b <c>");
        assertThat(CommentText.of("<p>one<br>two</p>\n<p>three &amp; &lt;four&gt;</p>")).isEqualTo("one\ntwo\nthree & <four>");
        assertThat(CommentText.of("<script>alert(1)</script><b>said</b>")).isEqualTo("said");
        assertThat(CommentText.of("<ul><li>one<li>two</ul>")).isEqualTo("one\ntwo");
        assertThat(CommentText.of("<p>an answer</p><blockquote>a note [serai:0a1b2c3d]</blockquote>")).isEqualTo("an answer\n> a note [serai:0a1b2c3d]");
        assertThat(CommentText.of("<p>broken")).isEqualTo("broken");
    }
}
