package io.serai.analysis;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.serai.action.Actions;
import io.serai.audit.AuditTrail;
import io.serai.home.HomeFiles;
import io.serai.resolution.SimilarTickets;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class AnalysisConfiguration {

    @Bean
    AnalysisStore analysisStore(JdbcClient jdbc, PlatformTransactionManager transactions, AuditTrail audit, ObjectMapper json) {
        return new AnalysisStore(jdbc, new TransactionTemplate(transactions), audit, json);
    }

    @Bean
    LearnCategories learnCategories(JdbcClient jdbc, CategoryProperties properties, HomeFiles home) {
        return new LearnCategories(jdbc, properties, home);
    }

    @Bean
    OfflineAnalyst offlineAnalyst(Actions actions, LearnedCategories learned, Clock clock) {
        return new OfflineAnalyst(new Categorize(new CategoryTerms(), learned), new Proposals(actions), clock);
    }

    @Bean
    ExplainAnalysis explainAnalysis(SimilarTickets tickets) {
        return new ExplainAnalysis(tickets);
    }

    @Bean
    LlmAnalyst llmAnalyst(LlmRoutes routes, LlmProperties properties, Actions actions, LearnedCategories learned, Clock clock, ObjectMapper json,
                          Redact redact, AskProvider askProvider, MeterRegistry meters) {
        AnswerReader reader = new AnswerReader(actions, new Proposals(actions), new Categorize(new CategoryTerms(), learned), clock);
        return new LlmAnalyst(routes, properties, new Prompt(json, actions, redact), reader, askProvider, meters);
    }
}
