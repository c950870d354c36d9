package io.serai.linking;

import io.serai.work.WorkBodyType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LinkingConfiguration {

    @Bean
    WorkBodyType linkingWork() {
        return new WorkBodyType("linking", Linking.class);
    }
}
