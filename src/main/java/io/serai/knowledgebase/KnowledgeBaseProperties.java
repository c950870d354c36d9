package io.serai.knowledgebase;

import jakarta.validation.constraints.AssertTrue;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings {@code serai.knowledge-base}.
 *
 * @param reviewAfter how long after its approval somebody is to look whether a page is still right, where nobody set a date
 */
@Validated
@ConfigurationProperties("serai.knowledge-base")
record KnowledgeBaseProperties(@DefaultValue("180d") Duration reviewAfter) {

    @AssertTrue(message = "has a review-after that is not above 0")
    boolean isTimely() {
        return reviewAfter.toSeconds() > 0;
    }
}
