package io.serai.connector;

import io.serai.connector.SenderProof.Request;
import io.serai.connector.SignedDelivery.Content;
import io.serai.connector.SignedDelivery.Encoding;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A sender of webhooks: proves itself by the words of a connector's file. What it sends is made anew, not by the code under test.
 *
 * @param proof what the receiver asks for
 */
record TestSender(SenderProof proof, String secret) {

    /** What goes over the wire: headers in lower case, each with all its values. */
    record Delivery(Map<String, List<String>> headers, byte[] body) {

        Delivery with(String header, String... values) {
            Map<String, List<String>> changed = new TreeMap<>(headers);
            changed.put(header, List.of(values));
            return new Delivery(changed, body);
        }

        Delivery without(String header) {
            Map<String, List<String>> changed = new TreeMap<>(headers);
            changed.remove(header);
            return new Delivery(changed, body);
        }

        Delivery with(byte[] other) {
            return new Delivery(headers, other);
        }

        String header(String name) {
            return headers.get(name).get(0);
        }

        Request request() {
            return new Request(name -> headers.getOrDefault(name, List.of()), body);
        }
    }

    static TestSender of(Doors.Door door) {
        return new TestSender(door.proof(), door.secret());
    }

    boolean signs() {
        return proof instanceof SignedDelivery;
    }

    boolean signsItsTime() {
        return proof instanceof SignedDelivery signed && signed.content() != Content.BODY;
    }

    boolean sendsAnId() {
        return proof instanceof SignedDelivery signed && signed.content() == Content.ID_TIMESTAMP_BODY;
    }

    /** The header with the proof itself. */
    String proofHeader() {
        return proof instanceof SignedDelivery signed ? signed.header() : ((PresentedSecret) proof).header();
    }

    Delivery send(byte[] body, Instant at) {
        return send(body, Long.toString(at.getEpochSecond()), "msg_1");
    }

    /** @param timestamp as it is sent and signed, whatever it says */
    Delivery send(byte[] body, String timestamp, String id) {
        Map<String, List<String>> headers = new TreeMap<>();
        if (proof instanceof PresentedSecret presented) {
            headers.put(presented.header(), List.of(presented.username() == null ? secret
                : "Basic " + Base64.getEncoder().encodeToString((presented.username() + ":" + secret).getBytes(StandardCharsets.UTF_8))));
            return new Delivery(headers, body);
        }
        SignedDelivery signed = (SignedDelivery) proof;
        String before = switch (signed.content()) {
            case BODY -> "";
            case TIMESTAMP_BODY -> timestamp + ".";
            case V0_TIMESTAMP_BODY -> "v0:" + timestamp + ":";
            case ID_TIMESTAMP_BODY -> id + "." + timestamp + ".";
        };
        byte[] key = sendsAnId() ? Base64.getDecoder().decode(secret.substring("whsec_".length())) : secret.getBytes(StandardCharsets.UTF_8);
        List<String> parts = new ArrayList<>();
        if (signsItsTime() && signed.time().header() == null) {
            parts.add(signed.time().prefix() + timestamp);
        } else if (signsItsTime()) {
            headers.put(signed.time().header(), List.of(timestamp));
        }
        if (sendsAnId()) {
            headers.put("webhook-id", List.of(id));
        }
        parts.add(signed.prefix() + write(mac(key, before.getBytes(StandardCharsets.UTF_8), body)));
        headers.put(signed.header(), List.of(String.join(signed.separator(), parts)));
        return new Delivery(headers, body);
    }

    /** The same with one bit of the signature, or of the secret, the other way round. */
    Delivery flipped(Delivery right, int bit) {
        String header = right.header(proofHeader());
        if (proof instanceof SignedDelivery signed) {
            int start = header.lastIndexOf(signed.prefix()) + signed.prefix().length();
            byte[] signature = signed.encoding() == Encoding.HEX ? HexFormat.of().parseHex(header.substring(start))
                : Base64.getDecoder().decode(header.substring(start));
            flip(signature, bit);
            return right.with(proofHeader(), header.substring(0, start) + write(signature));
        }
        int start = header.startsWith("Basic ") ? "Basic ".length() : 0;
        byte[] bytes = header.substring(start).getBytes(StandardCharsets.ISO_8859_1);
        flip(bytes, bit);
        return right.with(proofHeader(), header.substring(0, start) + new String(bytes, StandardCharsets.ISO_8859_1));
    }

    static void flip(byte[] bytes, int bit) {
        int at = Math.floorMod(bit, bytes.length * 8);
        bytes[at / 8] ^= (byte) (1 << at % 8);
    }

    private String write(byte[] signature) {
        return ((SignedDelivery) proof).encoding() == Encoding.HEX ? HexFormat.of().formatHex(signature) : Base64.getEncoder().encodeToString(signature);
    }

    private static byte[] mac(byte[] key, byte[] before, byte[] body) {
        try {
            ByteArrayOutputStream signed = new ByteArrayOutputStream();
            signed.writeBytes(before);
            signed.writeBytes(body);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(signed.toByteArray());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
