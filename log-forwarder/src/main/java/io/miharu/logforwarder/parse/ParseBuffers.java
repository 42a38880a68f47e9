package io.miharu.logforwarder.parse;

/** What the parsers of one thread share, so that thousands of files cost little. */
public final class ParseBuffers {
  final CriFormat cri = new CriFormat();
  final DockerFormat docker = new DockerFormat();
  final Fragment fragment = new Fragment();
}
