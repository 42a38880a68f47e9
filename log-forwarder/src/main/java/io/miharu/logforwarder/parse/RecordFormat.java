package io.miharu.logforwarder.parse;

/** How a container runtime frames what a container wrote. Not thread-safe. */
sealed interface RecordFormat permits CriFormat, DockerFormat {
  /**
   * Parses one record.
   *
   * @param bytes holds the record
   * @param from its first byte
   * @param to behind its last byte, the line feed left out
   * @param out receives the result; holds rubbish when false is returned
   * @return whether the bytes are a record of this format
   */
  boolean parse(byte[] bytes, int from, int to, Fragment out);
}
