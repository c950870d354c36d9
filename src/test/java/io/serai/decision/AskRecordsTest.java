package io.serai.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.decision.TrackRecord.Count;
import io.serai.decision.TrackRecord.Part;
import io.serai.decision.TrackRecord.Question;
import io.serai.ticket.Category;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AskRecordsTest {

    private final AtomicInteger asked = new AtomicInteger();
    private final TrackRecord counting = question -> List.of(new Count(Part.SUCCESS, question.tenant(), 0, asked.incrementAndGet()));
    private final TrackRecord other = question -> List.of(new Count(Part.FEEDBACK, "approved", 1, 2));

    @Test
    void anAnswerServesForASecondAndOnlyItsOwnQuestion() {
        AtomicReference<Instant> now = new AtomicReference<>(Records.NOON);
        InstantSource time = now::get;
        AskRecords records = new AskRecords(List.of(counting, other), time.withZone(ZoneOffset.UTC));
        Question question = new Question("a", Category.VPN, "restart");
        assertThat(records.of(question)).containsExactly(new Count(Part.SUCCESS, "a", 0, 1), new Count(Part.FEEDBACK, "approved", 1, 2));
        assertThat(records.of(new Question("a", Category.VPN, "restart")).get(0).trials()).isEqualTo(1);
        assertThat(records.of(new Question("b", Category.VPN, "restart")).get(0).what()).isEqualTo("b");
        assertThat(records.of(new Question("a", Category.VPN, null)).get(0).trials()).isEqualTo(3);
        now.set(Records.NOON.plusMillis(999));
        assertThat(records.of(question).get(0).trials()).isEqualTo(1);
        now.set(Records.NOON.plusSeconds(1));
        assertThat(records.of(question).get(0).trials()).isEqualTo(4);
        now.set(Records.NOON.minusSeconds(3_600));
        assertThat(records.of(question).get(0).trials()).as("a clock put back makes no answer last").isEqualTo(5);
    }

    @Test
    void noMoreThanAThousandAnswersAreKept() {
        AskRecords records = new AskRecords(List.of(counting), InstantSource.fixed(Records.NOON).withZone(ZoneOffset.UTC));
        Question first = new Question("t0", Category.VPN, null);
        IntStream.range(0, 1_000).forEach(i -> records.of(new Question("t" + i, Category.VPN, null)));
        assertThat(records.of(first).get(0).trials()).isEqualTo(1);
        records.of(new Question("t1000", Category.VPN, null));
        assertThat(records.of(first).get(0).trials()).as("asked anew").isEqualTo(1_002);
    }
}
