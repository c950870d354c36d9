package io.serai.analysis;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * From what categories are learned.
 *
 * @param labelled   a file of labelled tickets, within the hub's home or absolute; one JSON object a line with {@code title}, {@code description} and a
 *                   {@code category} of the hub; absent for none
 * @param learnFirst how long after the start it is learned
 * @param learn      how long after that it is learned anew
 */
@ConfigurationProperties("serai.categories")
record CategoryProperties(String labelled, @DefaultValue("20s") Duration learnFirst, @DefaultValue("24h") Duration learn) {
}
