package io.serai.work;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

@Configuration(proxyBeanMethods = false)
@EnableScheduling
class WorkConfiguration {

    @Bean
    IntakePressure intakePressure(WorkProperties properties) {
        return new IntakePressure(properties.yielding().above(), properties.yielding().longest());
    }
}
