// What npm's telegram-test-api lacks for a strict client, put in front of it: node shim.js FOLDER BOT_PORT PEOPLE_PORT
//
// People act on the package's own control routes (PEOPLE_PORT); the bot asks here (BOT_PORT). Messages are kept and
// news are brought by the package. Answers get the shape that Telegram's have, questions for news wait, unknown
// methods are 404, an edit of what is not there is 400, and webhooks get the secret word.
'use strict';

const http = require('http');
const { createRequire } = require('module');

const [folder, botPort, peoplePort] = process.argv.slice(2);
const TelegramServer = createRequire(`${folder}/`)('telegram-test-api');
const server = new TelegramServer({ host: '127.0.0.1', port: Number(peoplePort), storeTimeout: 600 });
const hooks = new Map(); // the token → where the news go, and with which word

class Refusal extends Error {
  constructor(status, words) {
    super(words);
    this.status = status;
  }
}

const seconds = (millis) => Math.floor(millis / 1000);
const me = (token) => ({ id: Number(token.split(':')[0]), is_bot: true, first_name: 'Bot', username: 'second_opinion_bot' });

function shaped(kept, token) {
  const markup = kept.message.reply_markup;
  return {
    message_id: kept.messageId,
    date: seconds(kept.time),
    from: me(token),
    chat: { id: Number(kept.message.chat_id), type: 'private', first_name: 'User' },
    text: kept.message.text,
    ...(markup && markup.inline_keyboard ? { reply_markup: markup } : {}),
  };
}

function keptBy(asked) {
  const found = server.storage.botMessages.find(
    (one) => String(one.messageId) === asked.message_id && String(one.message.chat_id) === asked.chat_id,
  );
  if (!found) throw new Refusal(400, 'Bad Request: message to edit not found');
  return found;
}

function update(raw) {
  if (raw.callback_query) raw.callback_query.chat_instance = '1';
  if (raw.message) delete raw.message.botToken;
  return raw;
}

async function news(asked, token) {
  const ends = Date.now() + 1000 * Number(asked.timeout || 0);
  for (;;) {
    const found = server.getUpdates(token).map(update);
    if (found.length || Date.now() >= ends) return found;
    await new Promise((again) => setTimeout(again, 20));
  }
}

const methods = {
  getMe: (_asked, token) => me(token),
  getUpdates: news,
  sendMessage(asked, token) {
    const { message_id: id } = server.addBotMessage(asked, token);
    return shaped(server.storage.botMessages.find((one) => one.messageId === id), token);
  },
  editMessageText(asked, token) {
    keptBy(asked);
    server.editMessageText(asked);
    return { ...shaped(keptBy(asked), token), edit_date: seconds(Date.now()) };
  },
  deleteMessage(asked) {
    if (server.deleteMessage(Number(asked.chat_id), Number(asked.message_id))) return true;
    throw new Refusal(400, 'Bad Request: message to delete not found');
  },
  answerCallbackQuery: () => true,
  setWebhook(asked, token) {
    hooks.set(token, { url: asked.url, word: asked.secret_token || '' });
    server.setWebhook({ url: `http://127.0.0.1:${botPort}/brought/${token}` }, token);
    return true;
  },
  deleteWebhook(_asked, token) {
    hooks.delete(token);
    server.deleteWebhook(token);
    return true;
  },
};

async function body(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
}

async function bring(token, content) {
  const { url, word } = hooks.get(token);
  const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': word };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(update(JSON.parse(content))) });
  return answer.status;
}

async function answer(request) {
  const [, place, method] = request.url.split('/');
  const content = await body(request);
  if (place === 'brought') return { status: await bring(decodeURIComponent(method), content), said: {} };
  const token = decodeURIComponent(place.slice('bot'.length));
  try {
    if (!Object.hasOwn(methods, method)) throw new Refusal(404, 'Not Found');
    const asked = Object.fromEntries(new URLSearchParams(content.toString()));
    return { status: 200, said: { ok: true, result: await methods[method](asked, token) } };
  } catch (refusal) {
    const status = refusal.status || 500;
    return { status, said: { ok: false, error_code: status, description: refusal.message } };
  }
}

const front = http.createServer(async (request, response) => {
  const { status, said } = await answer(request);
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(said));
});

server.start().then(() => front.listen(Number(botPort), '127.0.0.1', () => console.log('ready')));
