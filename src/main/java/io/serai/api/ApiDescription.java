package io.serai.api;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.math.BigDecimal;
import java.util.Arrays;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.HandlerMethod;

/** What {@code /v3/api-docs} says of all operations alike. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(PageRequest.class, Tenant.class, IfMatch.class);
    }

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
            .info(new Info().title("Serai").version("v1")
                .description("Lists answer {\"items\":[…],\"next\":\"…\"}; each error is a problem detail (RFC 9457) with a sentence to act on."))
            .components(new Components().addSecuritySchemes("basic", new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("basic")))
            .addSecurityItem(new SecurityRequirement().addList("basic"));
    }

    @Bean
    OperationCustomizer pagesAndProblems() {
        return (operation, method) -> {
            if (takes(method, Tenant.class)) {
                operation.addParametersItem(new QueryParameter().name("tenant").description("Whose: other tenants' things are not found.")
                    .schema(new StringSchema()._default(Tenant.DEFAULT)));
            }
            if (takes(method, IfMatch.class)) {
                operation.addParametersItem(new HeaderParameter().name("If-Match").required(true)
                    .description("The ETag of the answer that the change goes by; 412 if it was changed since.").schema(new StringSchema()));
            }
            if (takes(method, PageRequest.class)) {
                operation.addParametersItem(new QueryParameter().name("size").description("Items on a page.")
                    .schema(new IntegerSchema().minimum(BigDecimal.ONE).maximum(BigDecimal.valueOf(PageRequest.MAX_SIZE))
                        ._default(PageRequest.DEFAULT_SIZE)));
                operation.addParametersItem(new QueryParameter().name("after").description("The 'next' of the page before.").schema(new StringSchema()));
            }
            operation.getResponses().addApiResponse("default", new ApiResponse().description("What is wrong, and what to do about it.")
                .content(new Content().addMediaType("application/problem+json", new MediaType().schema(problem()))));
            return operation;
        };
    }

    private static boolean takes(HandlerMethod method, Class<?> type) {
        return Arrays.stream(method.getMethodParameters()).anyMatch(parameter -> parameter.getParameterType() == type);
    }

    private static Schema<?> problem() {
        Schema<?> problem = new Schema<>().type("object");
        problem.addProperty("title", new StringSchema());
        problem.addProperty("status", new IntegerSchema());
        problem.addProperty("detail", new StringSchema());
        problem.addProperty("instance", new StringSchema());
        return problem;
    }
}
