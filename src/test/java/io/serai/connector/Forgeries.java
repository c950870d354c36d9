package io.serai.connector;

import io.serai.connector.TestSender.Delivery;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Deliveries that must be refused, by what is wrong with them. */
final class Forgeries {

    private Forgeries() {
    }

    /**
     * Forgeries of a delivery that would be let in at {@code now}.
     *
     * @param body    JSON with a space somewhere outside its texts
     * @param foreign the secret of another connector
     * @param slack   how much later they may arrive
     */
    static Map<String, Delivery> of(TestSender sender, byte[] body, Instant now, String foreign, Duration slack) {
        Map<String, Delivery> all = new LinkedHashMap<>();
        Delivery right = sender.send(body, now);
        String header = sender.proofHeader();
        String proof = right.header(header);
        all.put("none", new Delivery(Map.of(), body));
        all.put("no proof", right.without(header));
        all.put("empty", right.with(header, ""));
        all.put("wrong key", new TestSender(sender.proof(), "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").send(body, now));
        all.put("another connector's key", new TestSender(sender.proof(), foreign).send(body, now));
        all.put("cut at the end", right.with(header, proof.substring(0, proof.length() - 1)));
        all.put("cut to half", right.with(header, proof.substring(0, proof.length() / 2)));
        all.put("cut at the beginning", right.with(header, proof.substring(1)));
        all.put("longer", right.with(header, proof + "0"));
        all.put("twice", right.with(header, proof, proof));
        all.put("twice, one wrong", right.with(header, proof, "x"));
        if (!(sender.proof() instanceof SignedDelivery signed) || signed.separator().isEmpty()) {
            all.put("two in one", right.with(header, proof + "," + proof));
        }
        if (sender.signs()) {
            all.put("re-serialised", right.with(new String(body, StandardCharsets.UTF_8).replace(" ", "").getBytes(StandardCharsets.UTF_8)));
            all.put("no body", right.with(new byte[0]));
        }
        if (sender.signsItsTime()) {
            SignedDelivery.Time time = ((SignedDelivery) sender.proof()).time();
            if (time.header() != null) {
                all.put("no time", right.without(time.header()));
                all.put("two times", right.with(time.header(), right.header(time.header()), right.header(time.header())));
                all.put("another time", right.with(time.header(), Long.toString(now.getEpochSecond() + 1)));
            } else {
                all.put("two times", right.with(header, time.prefix() + now.getEpochSecond() + "," + proof));
                all.put("another time", right.with(header, proof.replace(time.prefix() + now.getEpochSecond(), time.prefix() + (now.getEpochSecond() + 1))));
            }
            StaleTimes.of(now, ((SignedDelivery) sender.proof()).tolerance().plus(slack)).forEach((what, text) ->
                all.put("time " + what, sender.send(body, text, "msg_1")));
        }
        if (sender.sendsAnId()) {
            String seconds = Long.toString(now.getEpochSecond());
            all.put("no id", right.without("webhook-id"));
            all.put("another id", right.with("webhook-id", "msg_2"));
            all.put("id with a full stop", sender.send(body, seconds, "msg_1.2"));
            all.put("empty id", sender.send(body, seconds, ""));
            all.put("id of 257 letters", sender.send(body, seconds, "m".repeat(257)));
            all.put("id with a blank", sender.send(body, seconds, "msg 1"));
            all.put("17 signatures", right.with(header, ("v1,x ").repeat(16) + proof));
            all.put("another version", right.with(header, "v2," + proof.substring(3)));
        }
        return all;
    }
}
