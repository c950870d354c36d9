package io.serai.decision;

import io.serai.action.Actions;
import io.serai.home.Fault;
import io.serai.home.HomeFile;
import io.serai.home.HomeFiles;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DecisionConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(DecisionConfiguration.class);

    @Bean
    Policy policy(HomeFiles home, DecisionProperties properties) {
        Policy policy = PolicyFile.read(home, properties.overrides().stream()
            .map(file -> new HomeFile(String.valueOf(file.getFilename()), file.getDescription(), file.getDescription(), file)).toList());
        if (!policy.faults().isEmpty()) {
            LOG.error("The policy cannot be read, so people decide everything until it is mended and the hub started anew: {}",
                policy.faults().stream().map(Fault::toString).collect(Collectors.joining("; ")));
        }
        return policy;
    }

    @Bean
    LinkThresholds linkThresholds(Policy policy) {
        return policy.links();
    }

    @Bean
    DecisionRules decisionRules(Policy policy, Actions actions) {
        return new DecisionRules(policy, actions);
    }
}
