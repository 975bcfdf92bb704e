package io.memprof.autoconfigure;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.scheduling.config.ScheduledTaskHolder;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Adding the starter changes nothing about what the application schedules.
 */
class HostSchedulingTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MemprofAutoConfiguration.class, TaskSchedulingAutoConfiguration.class,
				TaskExecutionAutoConfiguration.class))
		.withPropertyValues("memprof.sampling-interval=20ms");

	@Test
	void dormantMethodStaysDormant() {
		this.runner.withBean(Job.class).run((context) -> {
			assertThat(Fixtures.within(Duration.ofSeconds(5), () -> !Fixtures.memprofThreads().isEmpty())).isTrue();
			Thread.sleep(200);
			assertThat(context.getBean(Job.class).runs).hasValue(0);
			assertThat(context).doesNotHaveBean(TaskScheduler.class);
		});
	}

	@Test
	void configurerOfADormantApplicationIsNotCalled() {
		this.runner.withUserConfiguration(DormantConfigurer.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(DormantConfigurer.class).calls).hasValue(0);
		});
	}

	@Test
	void scheduledMethodsOfTheHostKeepBootsScheduler() {
		this.runner.withUserConfiguration(Scheduling.class).withBean(Job.class).run((context) -> {
			Job job = context.getBean(Job.class);
			assertThat(Fixtures.within(Duration.ofSeconds(5), () -> job.runs.get() > 0)).isTrue();
			assertThat(job.thread).startsWith("scheduling-");
			assertThat(context).hasSingleBean(TaskScheduler.class);
		});
	}

	@Test
	void schedulerOfTheHostStaysTheOnlyOne() {
		this.runner.withUserConfiguration(Scheduling.class, OwnScheduler.class).withBean(Job.class).run((context) -> {
			Job job = context.getBean(Job.class);
			assertThat(Fixtures.within(Duration.ofSeconds(5), () -> job.runs.get() > 0)).isTrue();
			assertThat(job.thread).startsWith("host-");
			assertThat(context).hasSingleBean(TaskScheduler.class);
		});
	}

	@Test
	void executorOfBootDoesNotBackOff() {
		this.runner
			.run((context) -> assertThat(context).hasSingleBean(Executor.class).hasBean("applicationTaskExecutor"));
	}

	@Test
	void samplingIsListedAmongScheduledTasks() {
		this.runner.run((context) -> assertThat(
				context.getBean("memprofSampling", ScheduledTaskHolder.class).getScheduledTasks())
			.singleElement()
			.satisfies((task) -> assertThat(task.toString()).contains("Sampler.sample")));
	}

	static class Job {

		private final AtomicInteger runs = new AtomicInteger();

		private volatile String thread = "";

		@Scheduled(fixedDelay = 10)
		void run() {
			this.thread = Thread.currentThread().getName();
			this.runs.incrementAndGet();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Scheduling {

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnScheduler {

		@Bean
		ThreadPoolTaskScheduler hostScheduler() {
			ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
			scheduler.setThreadNamePrefix("host-");
			return scheduler;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class DormantConfigurer implements SchedulingConfigurer {

		private final AtomicInteger calls = new AtomicInteger();

		@Override
		public void configureTasks(ScheduledTaskRegistrar registrar) {
			this.calls.incrementAndGet();
		}

	}

}
