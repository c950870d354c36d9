package io.serai.mail;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings {@code serai.mail}.
 *
 * @param starttls       true if connections that begin in clear ({@code imap}, {@code smtp}) must turn to TLS; false only lets them be made
 *                       without TLS to this machine
 * @param sslBundle      name of the bundle ({@code spring.ssl.bundle.*}) with the certificates that mail servers are trusted by, such as those of a
 *                       CA of one's own; those of the JVM by default
 * @param page           messages that are fetched at once
 * @param repliesAnHour  most replies to one thread within an hour: more look like two machines that answer each other
 */
@Validated
@ConfigurationProperties("serai.mail")
record MailSettings(@DefaultValue("true") boolean starttls, @DefaultValue("") String sslBundle, @DefaultValue("25") @Min(1) @Max(200) int page,
                    @DefaultValue("5") @Min(1) @Max(100) int repliesAnHour) {
}
