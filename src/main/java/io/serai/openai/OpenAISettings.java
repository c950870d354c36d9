package io.serai.openai;

import org.apache.camel.spi.ComponentCustomizer;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Sets the component by {@code camel.component.openai.*}, as the starter of camel-openai would: Camel does so for its own components alone. */
@Configuration(proxyBeanMethods = false)
class OpenAISettings {

    @Bean
    ComponentCustomizer openAiComponentSettings(Environment environment) {
        return ComponentCustomizer.forType(OpenAIComponent.class,
            component -> Binder.get(environment).bind("camel.component.openai", Bindable.ofInstance(component)));
    }
}
