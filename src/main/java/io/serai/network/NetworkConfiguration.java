package io.serai.network;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class NetworkConfiguration {

    /** @param privateNetworks networks that connectors may call although they are not public, such as {@code 10.20.0.0/16}; none by default */
    @ConfigurationProperties("serai.network")
    record Settings(@DefaultValue List<String> privateNetworks) {
    }

    @Bean
    AllowedNetworks allowedNetworks(Settings settings) {
        return new AllowedNetworks(settings.privateNetworks());
    }
}
