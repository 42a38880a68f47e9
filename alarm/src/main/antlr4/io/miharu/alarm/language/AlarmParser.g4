/*
 * The alarm language: the union of what Monasca's two parsers accept. 'and' binds tighter than
 * 'or'. A period follows 'deterministic', never the other way round.
 */
parser grammar AlarmParser;

options { tokenVocab = AlarmLexer; }

start : expression EOF ;

expression : conjunction (OR conjunction)* ;

conjunction : operand (AND operand)* ;

operand : LPAREN expression RPAREN | comparison ;

comparison
  : (call | metric) operator=(LT | LTE | GT | GTE) threshold=NUMBER (TIMES periods=PERIODS)?
  ;

call
  : function=NAME LPAREN metric (COMMA DETERMINISTIC)? (COMMA period=SECONDS)? RPAREN
  ;

metric : name=(NAME | QUOTED) (LBRACE (dimension (COMMA dimension)*)? RBRACE)? ;

dimension : key=(TEXT | QUOTED) EQUALS value=(TEXT | QUOTED) ;
