package io.serai.home;

import java.nio.file.Path;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class HomeConfiguration {

    @Bean
    HomeFiles homeFiles(@Value("${serai.home}") Path home) {
        return new HomeFiles(home);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
