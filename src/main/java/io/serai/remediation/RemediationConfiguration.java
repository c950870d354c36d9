package io.serai.remediation;

import io.serai.work.WorkBodyType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RemediationConfiguration {

    @Bean
    WorkBodyType executionType() {
        return new WorkBodyType("execution", Execution.class);
    }
}
