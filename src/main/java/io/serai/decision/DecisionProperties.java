package io.serai.decision;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/**
 * Settings {@code serai.decision}.
 *
 * @param overrides files with {@code overrides} that go over those of {@code policy.yaml}, each over those before it ({@code file:}, {@code classpath:});
 *                  one that cannot be read leaves all to people, as the policy does
 */
@ConfigurationProperties("serai.decision")
record DecisionProperties(@DefaultValue List<Resource> overrides) {
    DecisionProperties {
        overrides = List.copyOf(overrides);
    }
}
