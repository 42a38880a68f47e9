package io.miharu.store;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Texts that a store's syntax may trip over; none is empty, all differ. */
public final class HostileTexts {
  private static final List<String> TABLE =
      List.of(
          "time",
          "value",
          "value_meta",
          "_tenant_id",
          "_dim_time",
          "_name_value",
          "_series",
          "_fieldKeys",
          "_tags",
          "_series_directory",
          "_measurement_name",
          "name",
          "first",
          "cpu.total_time.sum",
          "it's",
          "say \"hi\"",
          "'; DROP DATABASE x --",
          "\" OR \"1\"=\"1",
          "x' OR '1'='1",
          "a,b",
          "a=b",
          "a b",
          " leading and trailing ",
          "back\\slash",
          "ends in \\",
          "\\",
          "\\,",
          "\\ \\=\\n",
          "line\nbreak",
          "carriage\r\nreturn",
          "tab\there",
          "nul\0inside",
          "\u007f",
          "# comment",
          "%",
          "100%",
          "%0A",
          "%250A",
          "%23",
          "%%0A%",
          "\n%\\0A",
          "Größe",
          "日本語",
          "\uD83D\uDE00 smile",
          "\u2028",
          "/regex.*/",
          "$1 $tenant",
          "a::float",
          "a.b.c",
          "*",
          "{}[]()<>|;&",
          "-1",
          "x value=1 1",
          "i\nmeasurement,k=v value=1 5");

  private HostileTexts() {}

  /** A table of known traps, and random mixtures of their characters, the same in each run. */
  public static List<String> all() {
    Set<String> texts = new LinkedHashSet<>(TABLE);
    String letters = "\\\\\\,, ==\"\"''\n\r%05AC#aé日";
    Random random = new Random(7);
    while (texts.size() < TABLE.size() + 60) {
      StringBuilder text = new StringBuilder();
      int length = 1 + random.nextInt(7);
      for (int i = 0; i < length; i++) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      texts.add(text.toString());
    }
    return new ArrayList<>(texts);
  }
}
