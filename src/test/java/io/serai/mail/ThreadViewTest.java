package io.serai.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.mail.ThreadView.Later;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThreadViewTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

    @Test
    void keepsTheFirstMessageAndOfManyOthersTheNewest() {
        ThreadView view = view(40, 3_000);
        assertThat(view.text()).startsWith("0 x").hasSize(3_002);
        assertThat(view.later()).hasSize(10);
        assertThat(view.later().get(9).text()).startsWith("39 x");
        assertThat(view.omitted()).isEqualTo(29);
        assertThat(view.later().stream().mapToInt(one -> one.text().length()).sum()).isLessThanOrEqualTo(32_768);
    }

    @Test
    void cutsWhatOneMessageSays() {
        ThreadView view = view(3, 50_000);
        assertThat(view.text()).hasSize(24_576).endsWith("…");
        assertThat(view.later()).hasSize(2).allSatisfy(one -> assertThat(one.text()).hasSize(8_192).endsWith("…"));
        assertThat(view.omitted()).isZero();
    }

    @Test
    void countsWhatWasNotEvenLookedAt() {
        List<Later> some = new ArrayList<>(List.of(new Later("a", NOW, "first")));
        IntStream.range(0, 60).forEach(i -> some.add(new Later("a", NOW, "x")));
        ThreadView view = ThreadView.of("id", "title", new MailMessage.Person(null, "a@b.example"), NOW, NOW, 500, some);
        assertThat(view.later()).hasSize(60);
        assertThat(view.omitted()).isEqualTo(439);
    }

    @Test
    void aThreadOfOneMessageHasNothingLater() {
        ThreadView view = view(1, 10);
        assertThat(view.later()).isEmpty();
        assertThat(view.omitted()).isZero();
    }

    private static ThreadView view(int messages, int length) {
        return ThreadView.of("id", "title", new MailMessage.Person(null, "a@b.example"), NOW, NOW, messages,
            IntStream.range(0, messages).mapToObj(i -> new Later("a", NOW, i + " " + "x".repeat(length))).toList());
    }
}
