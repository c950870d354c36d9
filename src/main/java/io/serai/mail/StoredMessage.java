package io.serai.mail;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;

/**
 * What is kept as a raw event: a message, where it lay, and its thread.
 *
 * @param receivedAt when the server received it
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record StoredMessage(@JsonUnwrapped MailMessage message, Instant receivedAt, ThreadView thread) {
}
