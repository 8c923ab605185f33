import type { PageStrings } from "./en";

export const ja: PageStrings = {
  unsubscribeTitle: "配信停止",
  unsubscribeQuestion: "このメールの配信を停止しますか？",
  unsubscribeFromList: "{workspace} から {email} への「{list}」の配信を停止します。",
  unsubscribeFromLists: "{workspace} から {email} への次のメールの配信を停止します。",
  unsubscribeFromAll: "{workspace} から {email} へのマーケティングメールの配信をすべて停止します。",
  unsubscribeButton: "配信を停止する",
  unsubscribeAllButton: "すべての配信を停止する",
  preferencesLink: "停止せずに、受け取るメールを選ぶ",
  doneTitle: "配信を停止しました",
  doneFromLists: "{email} の登録を解除しました。すでに送信されたメールは、しばらくの間届くことがあります。",
  doneFromAll: "今後、{workspace} から {email} にマーケティングメールが届くことはありません。",
  doneUndo: "誤って停止した場合は、こちらから設定を変更できます",
  whyQuestion: "よろしければ、理由を {workspace} にお聞かせください。ご記入は任意です。",
  whyButton: "送信する",
  whyThanks: "ありがとうございます。ご記入いただいた内容は {workspace} が確認できます。",
  preferencesTitle: "メール配信の設定",
  preferencesIntro: "{workspace} から {email} にお送りするメールをお選びください。",
  preferencesNone: "{workspace} のリストには登録されていません。",
  preferencesSave: "設定を保存する",
  preferencesSaved: "設定を保存しました。",
  preferencesAllHelp: "上記の配信をすべて停止します。今後、{workspace} からメールは届きません。",
  preferencesSuppressed:
    "{email} への配信はすべて停止されています。リストを選んで保存すると、{workspace} からのメールが再び届くようになります。",
  invalidTitle: "このリンクは使用できません",
  invalidText:
    "リンクが途中で切れているか、変更されている可能性があります。メール内のリンクをもう一度開くか、リンク全体をアドレスバーに貼り付けてください。",
  goneTitle: "このページはもうありません",
  goneText: "このページに対応するメールは削除されました。",
  testTitle: "これはテストです",
  testText:
    "テストメールのリンクが開かれました。何も変更されていません。実際のキャンペーンでは、このリンクをご利用いただけます。",
  problemTitle: "こちら側で問題が発生しました",
  problemText: "何も変更されていません。1 分ほどたってから、もう一度お試しください。",
  tooLargeTitle: "送信された内容が大きすぎます",
  tooLargeText:
    "このページで受け付けられる量を超える内容が送信されました。前のページに戻って、もう一度お試しください。",
  notAllowedTitle: "ここではこの操作を行えません",
  notAllowedText: "メール内のリンクをブラウザーで開いてください。",
};
