package io.serai.conversation;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings {@code serai.conversation}.
 *
 * @param maxRounds    after so many answers that left the matter unclear, people take over
 * @param answerWithin a question that is not answered for so long goes to people
 * @param lookPeriod   how often a ticket's source is asked for an answer while a conversation goes on, from 1 s
 * @param parallel     conversations that are worked on at the same moment; what comes beyond waits. Sets the workers of the stage {@code converse}
 * @param least        what a page or a resolved ticket has to score to be given as an answer in a chat, 0.0 to 1.0
 */
@Validated
@ConfigurationProperties("serai.conversation")
record ConversationProperties(@DefaultValue("10") @Min(1) @Max(100) int maxRounds, @DefaultValue("30m") Duration answerWithin,
                              @DefaultValue("30s") @DurationMin(seconds = 1) Duration lookPeriod,
                              @DefaultValue("10") @Min(1) @Max(256) int parallel,
                              @DefaultValue("0.3") @DecimalMin("0.0") @DecimalMax("1.0") double least) {
}
