package io.memprof.e2e;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.repository.WorkspaceReader;
import org.eclipse.aether.repository.WorkspaceRepository;
import org.eclipse.aether.resolution.ArtifactDescriptorException;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;

/**
 * Class paths as Maven computes them for an application of a certain version of Boot,
 * with Maven's own resolver, settings and local repository. Only memprof itself is taken
 * from where this build has just put it. Any thread.
 */
final class MatrixClassPath implements AutoCloseable {

	private final Context maven = Runtimes.INSTANCE.getRuntime()
		.create(ContextOverrides.create().withUserSettings(true).build());

	private final RepositorySystemSession session = new DefaultRepositorySystemSession(
			this.maven.repositorySystemSession())
		.setWorkspaceReader(new ThisBuild());

	private final ConcurrentHashMap<String, List<Dependency>> managed = new ConcurrentHashMap<>();

	/**
	 * Files of the artifacts and of all that they need.
	 * @param boot version of Boot, whose managed versions hold
	 * @param artifacts {@code group:name} or {@code group:name:version}
	 * @param excluded names of artifacts that are left out, whoever needs them
	 */
	List<Path> of(String boot, List<String> artifacts, List<String> excluded) throws Exception {
		List<Dependency> managed = managed(boot);
		List<Exclusion> exclusions = excluded.stream().map((name) -> new Exclusion("*", name, "*", "*")).toList();
		CollectRequest collect = new CollectRequest().setManagedDependencies(managed)
			.setRepositories(this.maven.remoteRepositories());
		for (String artifact : artifacts) {
			collect.addDependency(new Dependency(withVersion(artifact, managed), "runtime").setExclusions(exclusions));
		}
		try {
			return this.maven.repositorySystem()
				.resolveDependencies(this.session, new DependencyRequest(collect, null))
				.getArtifactResults()
				.stream()
				.map((result) -> result.getArtifact().getFile().toPath().toAbsolutePath().normalize())
				.toList();
		}
		catch (DependencyResolutionException ex) {
			throw new UnresolvedException(ex);
		}
	}

	private List<Dependency> managed(String boot) throws ArtifactDescriptorException {
		List<Dependency> known = this.managed.get(boot);
		if (known == null) {
			known = new ArrayList<>();
			if (boot.startsWith("4.")) {
				// of 4.2.19, which Boot manages, the native parts are not on Central
				known.addAll(bom("io.netty:netty-bom:pom:4.2.18.Final"));
			}
			known.addAll(bom("org.springframework.boot:spring-boot-dependencies:pom:" + boot));
			this.managed.put(boot, known);
		}
		return known;
	}

	private List<Dependency> bom(String coordinates) throws ArtifactDescriptorException {
		ArtifactDescriptorRequest request = new ArtifactDescriptorRequest(new DefaultArtifact(coordinates),
				this.maven.remoteRepositories(), null);
		return this.maven.repositorySystem().readArtifactDescriptor(this.session, request).getManagedDependencies();
	}

	private static Artifact withVersion(String artifact, List<Dependency> managed) {
		String[] parts = artifact.split(":");
		if (parts.length == 3) {
			return new DefaultArtifact(artifact);
		}
		return managed.stream()
			.map(Dependency::getArtifact)
			.filter((one) -> one.getGroupId().equals(parts[0]) && one.getArtifactId().equals(parts[1])
					&& one.getExtension().equals("jar") && one.getClassifier().isEmpty())
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("no managed version of " + artifact));
	}

	@Override
	public void close() {
		this.maven.close();
	}

	/**
	 * Something is not to be had.
	 */
	@SuppressWarnings("serial")
	static final class UnresolvedException extends Exception {

		UnresolvedException(DependencyResolutionException cause) {
			super(cause.getResult()
				.getArtifactResults()
				.stream()
				.filter((result) -> !result.isResolved())
				.map((result) -> result.getRequest().getArtifact().toString())
				.collect(Collectors.joining(", ", "", " cannot be resolved")), cause);
		}

	}

	/**
	 * The modules of this repository, as they are packaged now.
	 */
	private static final class ThisBuild implements WorkspaceReader {

		private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

		private final WorkspaceRepository repository = new WorkspaceRepository("memprof");

		@Override
		public WorkspaceRepository getRepository() {
			return this.repository;
		}

		@Override
		public File findArtifact(Artifact artifact) {
			if (!artifact.getGroupId().equals("io.memprof")) {
				return null;
			}
			Path module = artifact.getArtifactId().equals("memprof-parent") ? ROOT
					: ROOT.resolve(artifact.getArtifactId());
			Path file = artifact.getExtension().equals("pom") ? module.resolve("pom.xml")
					: module.resolve("target").resolve(artifact.getArtifactId() + "-" + artifact.getVersion() + ".jar");
			if (!Files.exists(file)) {
				throw new IllegalStateException(file + " is not there; package memprof first");
			}
			return file.toFile();
		}

		@Override
		public List<String> findVersions(Artifact artifact) {
			return List.of();
		}

	}

}
