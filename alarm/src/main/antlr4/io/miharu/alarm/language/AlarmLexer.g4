/*
 * The words of the alarm language.
 *
 * Metric names may contain almost any character and may be keywords, and blanks are optional
 * ("foo >1and bar>2", "times3"), so what a character means depends on what came before it. Each
 * mode below is one such place; its last rule catches what has no business there, so that the
 * parser, not the lexer, reports it with its column.
 */
lexer grammar AlarmLexer;

options { caseInsensitive = true; }

tokens { LPAREN, RPAREN, COMMA, QUOTED }

fragment BLANK : [ \t\r\n] ;
// Every printable character except those with a meaning of their own. '!' and '~' are name
// characters in Monasca; so are '&' and '|', which mean "and" and "or" only after a threshold.
fragment NAME_CHAR : ~["(){},<>=\p{White_Space}\p{Cc}\p{Cs}] ;
fragment DIGITS : [0-9]+ ;
// Keeps what it encloses, so that a value may contain blanks at its ends and any punctuation.
fragment QUOTE : '"' ~["\p{Cc}]* '"' ;

// Where a metric, a function or a group begins: the default mode.
OPERAND_BLANK : BLANK+ -> skip ;
GROUP_OPEN : '(' -> type(LPAREN) ;
NAME : NAME_CHAR+ -> mode(AFTER_NAME) ;
QUOTED_NAME : QUOTE -> type(QUOTED), mode(AFTER_NAME) ;
OPERAND_UNEXPECTED : . ;

// After a name, its dimensions, or a call.
mode AFTER_NAME;
AFTER_NAME_BLANK : BLANK+ -> skip ;
CALL_OPEN : '(' -> type(LPAREN), mode(DEFAULT_MODE) ;
CALL_CLOSE : ')' -> type(RPAREN) ;
LBRACE : '{' -> mode(DIMENSIONS) ;
ARGUMENT : ',' -> type(COMMA), mode(ARGUMENTS) ;
LTE : ('<=' | 'lte') -> mode(THRESHOLD) ;
LT : ('<' | 'lt') -> mode(THRESHOLD) ;
GTE : ('>=' | 'gte') -> mode(THRESHOLD) ;
GT : ('>' | 'gt') -> mode(THRESHOLD) ;
AFTER_NAME_UNEXPECTED : . ;

// Between braces.
mode DIMENSIONS;
DIMENSIONS_BLANK : BLANK+ -> skip ;
// Blanks inside belong to the text; those at its end are trimmed by the tree's builder.
TEXT : NAME_CHAR (NAME_CHAR | ' ')* ;
QUOTED_TEXT : QUOTE -> type(QUOTED) ;
EQUALS : '=' ;
DIMENSION_COMMA : ',' -> type(COMMA) ;
RBRACE : '}' -> mode(AFTER_NAME) ;
DIMENSIONS_UNEXPECTED : . ;

// After a metric and a comma inside a call.
mode ARGUMENTS;
ARGUMENTS_BLANK : BLANK+ -> skip ;
DETERMINISTIC : 'deterministic' ;
SECONDS : DIGITS ;
NEXT_ARGUMENT : ',' -> type(COMMA) ;
ARGUMENTS_CLOSE : ')' -> type(RPAREN), mode(AFTER_NAME) ;
ARGUMENTS_UNEXPECTED : . ;

// After a relational operator.
mode THRESHOLD;
THRESHOLD_BLANK : BLANK+ -> skip ;
NUMBER : '-'? DIGITS ('.' DIGITS)? -> mode(AFTER_COMPARISON) ;
THRESHOLD_UNEXPECTED : . ;

// After a comparison or a group.
mode AFTER_COMPARISON;
AFTER_COMPARISON_BLANK : BLANK+ -> skip ;
TIMES : 'times' ;
PERIODS : DIGITS ;
AND : ('and' | '&&') -> mode(DEFAULT_MODE) ;
OR : ('or' | '||') -> mode(DEFAULT_MODE) ;
GROUP_CLOSE : ')' -> type(RPAREN) ;
AFTER_COMPARISON_UNEXPECTED : . ;
