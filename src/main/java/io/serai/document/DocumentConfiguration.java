package io.serai.document;

import io.serai.work.WorkBodyType;
import jakarta.servlet.MultipartConfigElement;
import java.io.IOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DocumentConfiguration {

    @Bean
    WorkBodyType documentWork() {
        return new WorkBodyType("document", WaitingDocument.class);
    }

    @Bean
    WorkFolder documentFolder(DocumentProperties properties) {
        return new WorkFolder(properties.folder());
    }

    @Bean
    IsolatedReader documentReader(DocumentProperties properties, WorkFolder folder) {
        return new IsolatedReader(properties, folder);
    }

    /** Uploads go to the folder of this process, and are gone with it. */
    @Bean
    MultipartConfigElement uploads(DocumentProperties properties, WorkFolder folder) throws IOException {
        return new MultipartConfigElement(folder.folder("upload").toString(), properties.size().toBytes(), properties.upload().toBytes(), 0);
    }
}
