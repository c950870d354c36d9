package io.serai.writeback;

import io.serai.work.WorkBodyType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class WriteBackConfiguration {

    @Bean
    WorkBodyType writeBackType() {
        return new WorkBodyType("write-back", WriteBack.class);
    }
}
