package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.connector.Doors.Door;
import io.serai.connector.SenderProof.Verdict;
import io.serai.connector.TestSender.Delivery;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** TRUST S6 over every connector that takes webhooks, and over every kind of proof: only who has the secret is let in, and refusing tells nothing by its time. */
class S6SendersTest {

    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final byte[] BODY = "{\"b\": [1, 2.50], \"id\": \"7\"}".getBytes(StandardCharsets.UTF_8);
    private static final List<Door> ALL = Doors.withoutPrevious().toList();

    private final VerifySender sender = new VerifySender(Clock.fixed(NOW, ZoneOffset.UTC));

    static Stream<Door> doors() {
        return ALL.stream();
    }

    @Test
    void theShippedConnectorsAndEveryKindOfProofAreTried() {
        assertThat(ALL).extracting(Door::toString).contains("datadog", "zabbix", "jira", "alertmanager", "solarwinds", "manageengine", "bmc-remedy",
            "bell", "gate", "watch", "tower", "inn");
    }

    @ParameterizedTest
    @MethodSource("doors")
    void whoHasTheSecretIsLetIn(Door door) {
        assertThat(verdict(door, TestSender.of(door).send(BODY, NOW))).isEqualTo(Verdict.PROVEN);
    }

    @ParameterizedTest
    @MethodSource("doors")
    void forgeriesAreRefused(Door door) {
        Door other = ALL.get((ALL.indexOf(door) + 1) % ALL.size());
        Map<String, Delivery> forgeries = Forgeries.of(TestSender.of(door), BODY, NOW, other.secret(), Duration.ZERO);
        assertThat(forgeries).hasSizeGreaterThan(10);
        forgeries.forEach((what, delivery) -> assertThat(verdict(door, delivery)).as(what).isEqualTo(Verdict.REFUSED));
    }

    @ParameterizedTest
    @MethodSource("doors")
    void aThousandFlippedBitsAreRefused(Door door) {
        TestSender right = TestSender.of(door);
        Delivery sent = right.send(BODY, NOW);
        Random random = new Random(6);
        for (int i = 0; i < 1_000; i++) {
            assertThat(verdict(door, right.flipped(sent, random.nextInt(1 << 20)))).isEqualTo(Verdict.REFUSED);
            if (right.signs()) {
                byte[] body = BODY.clone();
                TestSender.flip(body, random.nextInt(1 << 20));
                assertThat(verdict(door, sent.with(body))).isEqualTo(Verdict.REFUSED);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("doors")
    void digitsThatAreNotAsciiAreNone(Door door) {
        TestSender right = TestSender.of(door);
        Delivery sent = right.send(BODY, NOW);
        String proof = sent.header(right.proofHeader());
        for (char digit = '0'; digit <= '9'; digit++) {
            Delivery changed = sent.with(right.proofHeader(), proof.replace(digit, (char) ('\u0660' + digit - '0')));
            assertThat(verdict(door, changed)).isEqualTo(proof.indexOf(digit) < 0 ? Verdict.PROVEN : Verdict.REFUSED);
        }
    }

    @ParameterizedTest
    @MethodSource("doors")
    void refusingTakesAsLongWhateverIsWrong(Door door) {
        TestSender right = TestSender.of(door);
        byte[] body = new byte[200];
        Delivery near = right.flipped(right.send(body, NOW), 0);
        for (Delivery far : List.of(new Delivery(Map.of(), body), near.with(right.proofHeader(), "x"))) {
            double[] means = means(door, near, far, 10_000);
            assertThat(Math.abs(means[0] - means[1])).as("difference of the means, in ns").isLessThan(1_000_000);
        }
    }

    /** A megabyte shows whether what is refused already is judged all the same: not judging it would take a small part of the time. */
    @Test
    void aStaleOrUnsignedMegabyteIsJudgedToTheEnd() {
        Door door = ALL.stream().filter(one -> one.toString().equals("bell")).findFirst().orElseThrow();
        TestSender right = TestSender.of(door);
        byte[] body = new byte[1 << 20];
        Delivery near = right.flipped(right.send(body, NOW), 0);
        List<Delivery> early = List.of(new Delivery(Map.of(), body), right.send(body, "0", "msg_1"), near.with("webhook-id", "a.b"));
        for (Delivery refused : early) {
            double[] medians = medians(door, near, refused, 150);
            assertThat(medians[1]).isBetween(medians[0] * 0.5, medians[0] * 2);
        }
    }

    @Test
    void theExampleOfStandardWebhooksIsLetIn() {
        VerifySender then = new VerifySender(Clock.fixed(Instant.ofEpochSecond(1_614_265_330), ZoneOffset.UTC));
        Connector.Hook hook = hook(SignedDelivery.standardWebhooks(Duration.ofMinutes(5),
            new SenderSecret(java.util.Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), null)));
        Delivery example = new Delivery(Map.of("webhook-id", List.of("msg_p5jXN8AQM9LWM0D4loKWxJek"), "webhook-timestamp", List.of("1614265330"),
            "webhook-signature", List.of("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")), "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8));
        assertThat(then.verify(hook, example.request())).isEqualTo(Verdict.PROVEN);
        String right = example.header("webhook-signature");
        String wrong = "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
        Predicate<String> letIn = signatures -> then.verify(hook, example.with("webhook-signature", signatures).request()) == Verdict.PROVEN;
        assertThat(letIn).accepts(wrong + " " + right, "v1a,key " + right, right + " " + wrong).rejects(wrong + " " + wrong, right.substring(3));
    }

    /** The example of Slack's page "Verifying requests from Slack"; ElevenLabs signs as its documentation says, with a time beside the signature. */
    @Test
    void timedSignaturesOfBothFormsAreLetIn() {
        SignedDelivery slack = new SignedDelivery("x-slack-signature", "", "v0=", SignedDelivery.Encoding.HEX, SignedDelivery.Content.V0_TIMESTAMP_BODY,
            new SignedDelivery.Time("x-slack-request-timestamp", null), Duration.ofMinutes(5), SenderSecret.ofText("8f742231b10e8888abcd99yyyzzz85a5", null));
        String body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA"
            + "&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554"
            + "%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
        Delivery example = new Delivery(Map.of("x-slack-request-timestamp", List.of("1531420618"), "x-slack-signature",
            List.of("v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")), body.getBytes(StandardCharsets.UTF_8));
        assertThat(slack.verify(example.request(), Instant.ofEpochSecond(1_531_420_618 + 300))).isEqualTo(Verdict.PROVEN);
        assertThat(slack.verify(example.request(), Instant.ofEpochSecond(1_531_420_618 + 301))).isEqualTo(Verdict.REFUSED);

        SignedDelivery elevenLabs = new SignedDelivery("elevenlabs-signature", ",", "v0=", SignedDelivery.Encoding.HEX, SignedDelivery.Content.TIMESTAMP_BODY,
            new SignedDelivery.Time(null, "t="), Duration.ofMinutes(30), SenderSecret.ofText("wsec_test", null));
        // printf '1739537297.{"type":"post_call_transcription"}' | openssl dgst -sha256 -hmac wsec_test
        Delivery call = new Delivery(Map.of("elevenlabs-signature", List.of("t=1739537297,v0=" + ELEVENLABS)),
            "{\"type\":\"post_call_transcription\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(elevenLabs.verify(call.request(), Instant.ofEpochSecond(1_739_537_297))).isEqualTo(Verdict.PROVEN);
        assertThat(elevenLabs.verify(call.with("elevenlabs-signature", "v0=" + ELEVENLABS + ", t=1739537297").request(), Instant.ofEpochSecond(1_739_537_297)))
            .isEqualTo(Verdict.PROVEN);
        assertThat(elevenLabs.verify(call.with("elevenlabs-signature", "t=1739537298,v0=" + ELEVENLABS).request(), Instant.ofEpochSecond(1_739_537_297)))
            .isEqualTo(Verdict.REFUSED);
    }

    private static final String ELEVENLABS = "81a65aa1e2057ec4cdc236dca583cf6ef5899fbc7acd1fe2c0921f684fa3779c";

    /** A user's name and the case of the scheme are the sender's; what follows is not. */
    @Test
    void basicIsReadAsItsStandardSays() {
        Connector.Hook hook = hook(PresentedSecret.basic("Aladdin", SenderSecret.ofText("open sesame", null)));
        Predicate<String> letIn = value -> sender.verify(hook, new Delivery(Map.of("authorization", List.of(value)), BODY).request()) == Verdict.PROVEN;
        assertThat(letIn).accepts("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")
            .rejects("QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "Bearer QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZR==",
                "Basic Aladdin:open sesame", "Basic", "Basic ");
    }

    private static Connector.Hook hook(SenderProof proof) {
        return new Connector.Hook(proof, null, List.of(), List.of(), null);
    }

    private Verdict verdict(Door door, Delivery delivery) {
        return sender.verify(door.connector().streams().hook(), delivery.request());
    }

    /** In turn, so that what else the machine does weighs on both alike. */
    private double[] means(Door door, Delivery one, Delivery other, int rounds) {
        times(door, one, other, 2_000);
        long[][] times = times(door, one, other, rounds);
        return new double[] {Arrays.stream(times[0]).average().orElseThrow(), Arrays.stream(times[1]).average().orElseThrow()};
    }

    private double[] medians(Door door, Delivery one, Delivery other, int rounds) {
        times(door, one, other, 20);
        long[][] times = times(door, one, other, rounds);
        Arrays.sort(times[0]);
        Arrays.sort(times[1]);
        return new double[] {times[0][rounds / 2], times[1][rounds / 2]};
    }

    private long[][] times(Door door, Delivery one, Delivery other, int rounds) {
        long[][] times = new long[2][rounds];
        List<Delivery> both = List.of(one, other);
        for (int i = 0; i < rounds; i++) {
            for (int which = 0; which < 2; which++) {
                long start = System.nanoTime();
                Verdict verdict = verdict(door, both.get(which));
                times[which][i] = System.nanoTime() - start;
                assertThat(verdict).isEqualTo(Verdict.REFUSED);
            }
        }
        return times;
    }
}
