const wish =
  /^(please )?((un|de)-?subscribe|unsub|remove me|opt[ -]?out|take me off|cancel( my)? (subscription|newsletter)|abmelden|abbestellen|austragen|newsletter abmeldung|d[ée]s(inscription|inscrire|abonner|abonnement)|me d[ée]sabonner|darse de baja|dar de baja|baja|cancelar (suscripci[óo]n|inscri[çc][ãa]o)|descadastrar|remover|disiscri\p{L}+|cancellami|cancellazione|uitschrijven|afmelden|avregistrera|avmelding|avmeld|afmeld|peruuta tilaus|wypisz|rezygnuj\p{L}*|отписаться|отписка|отпишите|odhlásit|leiratkozás|配信停止|購読解除|退订|退訂|구독 ?취소|수신 ?거부)(?!\p{L})/iu;
const alone = /^(please )?(stop|remove|baja|out|off|stopp)( please)?$/i;
const negated = /^(do ?n[o']t|never|please do not) /i;

/** True when a person's mail asks, in its subject or its first line, to be taken off and says little else. */
export function asksToUnsubscribe(subject: string, text: string): boolean {
  const first =
    text
      .split("\n")
      .map((line) => line.trim())
      .find((line) => line !== "" && !line.startsWith(">")) ?? "";
  return [subject.replace(/^(?:(?:re|aw|sv|fwd?|antw|vs)\s*:\s*)+/i, ""), first].some((line) => {
    const said = line.trim().slice(0, 120);
    const words = said.replace(/[^\p{L}\p{N}'’ -]+/gu, " ").trim();
    return said.length <= 60 && (wish.test(words) || alone.test(words)) && !negated.test(words);
  });
}
