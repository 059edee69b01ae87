// Emoji by Slack's names: the common ones, as Unicode. An unknown name stays as it was typed.

const TABLE = `
+1 👍 thumbsup 👍 -1 👎 thumbsdown 👎 ok_hand 👌 clap 👏 wave 👋 raised_hands 🙌 pray 🙏 muscle 💪 handshake 🤝
point_up ☝️ point_right 👉 point_left 👈 point_down 👇 raised_hand ✋ fist ✊ v ✌️ crossed_fingers 🤞 writing_hand ✍️
smile 😄 smiley 😃 grinning 😀 grin 😁 joy 😂 laughing 😆 sweat_smile 😅 slightly_smiling_face 🙂 blush 😊 wink 😉
heart_eyes 😍 star-struck 🤩 thinking_face 🤔 neutral_face 😐 expressionless 😑 unamused 😒 worried 😟 cry 😢 sob 😭
disappointed 😞 confused 😕 scream 😱 angry 😠 rage 😡 sunglasses 😎 sleeping 😴 hugging_face 🤗 partying_face 🥳
shrug 🤷 facepalm 🤦 eyes 👀 brain 🧠 speech_balloon 💬 thought_balloon 💭 zzz 💤 boom 💥 collision 💥 fire 🔥
sparkles ✨ star ⭐ star2 🌟 dizzy 💫 zap ⚡ rainbow 🌈 sunny ☀️ cloud ☁️ rain_cloud 🌧️ snowflake ❄️ ice_cube 🧊
droplet 💧 ocean 🌊 seedling 🌱 herb 🌿 four_leaf_clover 🍀 evergreen_tree 🌲 palm_tree 🌴 cactus 🌵 sunflower 🌻
heart ❤️ orange_heart 🧡 yellow_heart 💛 green_heart 💚 blue_heart 💙 purple_heart 💜 broken_heart 💔 100 💯
white_check_mark ✅ heavy_check_mark ✔️ ballot_box_with_check ☑️ x ❌ heavy_multiplication_x ✖️ negative_squared_cross_mark ❎
heavy_plus_sign ➕ heavy_minus_sign ➖ heavy_division_sign ➗ question ❓ grey_question ❔ exclamation ❗ grey_exclamation ❕
bangbang ‼️ interrobang ⁉️ warning ⚠️ no_entry ⛔ no_entry_sign 🚫 octagonal_sign 🛑 construction 🚧 sos 🆘 new 🆕 up 🆙
red_circle 🔴 large_orange_circle 🟠 large_yellow_circle 🟡 large_green_circle 🟢 large_blue_circle 🔵 blue_circle 🔵
large_purple_circle 🟣 large_brown_circle 🟤 white_circle ⚪ black_circle ⚫ large_red_square 🟥 large_orange_square 🟧
large_yellow_square 🟨 large_green_square 🟩 large_blue_square 🟦 white_large_square ⬜ black_large_square ⬛
small_red_triangle 🔺 small_red_triangle_down 🔻 small_orange_diamond 🔸 small_blue_diamond 🔹 large_blue_diamond 🔷
large_orange_diamond 🔶 arrow_up ⬆️ arrow_down ⬇️ arrow_right ➡️ arrow_left ⬅️ arrow_upper_right ↗️ arrow_lower_right ↘️
arrow_lower_left ↙️ arrow_upper_left ↖️ left_right_arrow ↔️ arrow_forward ▶️ arrow_backward ◀️ fast_forward ⏩ rewind ⏪
double_vertical_bar ⏸️ pause_button ⏸️ black_square_for_stop ⏹️ record_button ⏺️ repeat 🔁 arrows_counterclockwise 🔄
leftwards_arrow_with_hook ↩️ arrow_right_hook ↪️ back 🔙 end 🔚 on 🔛 soon 🔜 top 🔝 infinity ♾️ recycle ♻️
one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣ six 6️⃣ seven 7️⃣ eight 8️⃣ nine 9️⃣ zero 0️⃣ keycap_ten 🔟 1234 🔢 abc 🔤
chart_with_upwards_trend 📈 chart_with_downwards_trend 📉 bar_chart 📊 clipboard 📋 pushpin 📌 round_pushpin 📍 paperclip 📎
linked_paperclips 🖇️ straight_ruler 📏 triangular_ruler 📐 scissors ✂️ file_folder 📁 open_file_folder 📂 card_index 📇
card_index_dividers 🗂️ card_file_box 🗃️ file_cabinet 🗄️ wastebasket 🗑️ page_facing_up 📄 page_with_curl 📃 bookmark 🔖
bookmark_tabs 📑 label 🏷️ notebook 📓 ledger 📒 books 📚 book 📖 open_book 📖 memo 📝 pencil 📝 pencil2 ✏️ newspaper 📰
calendar 📆 date 📅 spiral_calendar_pad 🗓️ spiral_note_pad 🗒️ hourglass ⌛ hourglass_flowing_sand ⏳ watch ⌚ alarm_clock ⏰
stopwatch ⏱️ timer_clock ⏲️ clock1 🕐 clock3 🕒 clock6 🕕 clock9 🕘 clock10 🕙 clock12 🕛 moneybag 💰 money_with_wings 💸
dollar 💵 euro 💶 pound 💷 yen 💴 credit_card 💳 receipt 🧾 coin 🪙 bank 🏦 scales ⚖️ gem 💎 trophy 🏆 medal 🏅
first_place_medal 🥇 second_place_medal 🥈 third_place_medal 🥉 sports_medal 🏅 dart 🎯 tada 🎉 confetti_ball 🎊 balloon 🎈
gift 🎁 rocket 🚀 airplane ✈️ car 🚗 taxi 🚕 bus 🚌 train 🚆 bike 🚲 ship 🚢 anchor ⚓ motorway 🛣️ world_map 🗺️ compass 🧭
milky_way 🌌 globe_with_meridians 🌐 earth_africa 🌍 earth_americas 🌎 earth_asia 🌏 house 🏠 house_with_garden 🏡 office 🏢
department_store 🏬 factory 🏭 hotel 🏨 school 🏫 convenience_store 🏪 building_construction 🏗️ classical_building 🏛️ door 🚪
phone ☎️ telephone ☎️ telephone_receiver 📞 iphone 📱 calling 📲 email ✉️ envelope ✉️ e-mail 📧 incoming_envelope 📨
envelope_with_arrow 📩 inbox_tray 📥 outbox_tray 📤 mailbox 📫 package 📦 mega 📣 loudspeaker 📢 bell 🔔 no_bell 🔕
computer 💻 desktop_computer 🖥️ keyboard ⌨️ printer 🖨️ floppy_disk 💾 cd 💿 battery 🔋 electric_plug 🔌 bulb 💡 flashlight 🔦
movie_camera 🎥 video_camera 📹 camera 📷 tv 📺 microphone 🎤 headphones 🎧 art 🎨 lock 🔒 unlock 🔓 key 🔑 closed_lock_with_key 🔐
mag 🔍 mag_right 🔎 hammer 🔨 wrench 🔧 hammer_and_wrench 🛠️ tools 🛠️ gear ⚙️ link 🔗 chains ⛓️ shield 🛡️ test_tube 🧪
microscope 🔬 satellite 🛰️ magnet 🧲 robot_face 🤖 ghost 👻 alien 👽 skull 💀 poop 💩 baby 👶 man 👨 woman 👩
bust_in_silhouette 👤 busts_in_silhouette 👥 speaking_head_in_silhouette 🗣️ footprints 👣 walking 🚶 runner 🏃
man-raising-hand 🙋‍♂️ woman-raising-hand 🙋‍♀️ raising_hand 🙋 technologist 🧑‍💻 construction_worker 👷 detective 🕵️
dog 🐶 cat 🐱 mouse 🐭 bear 🐻 panda_face 🐼 lion_face 🦁 tiger 🐯 unicorn_face 🦄 horse 🐴 cow 🐮 pig 🐷 frog 🐸 monkey 🐵
see_no_evil 🙈 hear_no_evil 🙉 speak_no_evil 🙊 chicken 🐔 penguin 🐧 bird 🐦 eagle 🦅 owl 🦉 bee 🐝 bug 🐛 butterfly 🦋
snail 🐌 turtle 🐢 snake 🐍 fish 🐟 dolphin 🐬 whale 🐳 octopus 🐙 coffee ☕ tea 🍵 beer 🍺 beers 🍻 clinking_glasses 🥂
champagne 🍾 wine_glass 🍷 pizza 🍕 hamburger 🍔 taco 🌮 cake 🍰 birthday 🎂 cookie 🍪 doughnut 🍩 apple 🍎 green_apple 🍏
banana 🍌 avocado 🥑 soccer ⚽ basketball 🏀 football 🏈 tennis 🎾 checkered_flag 🏁 triangular_flag_on_post 🚩
waving_white_flag 🏳️ waving_black_flag 🏴 crossed_flags 🎌 white_flower 💮 crown 👑 eyeglasses 👓 necktie 👔 briefcase 💼
handbag 👜 school_satchel 🎒 umbrella ☂️ information_source ℹ️ copyright ©️ registered ®️ tm ™️ wheelchair ♿ parking 🅿️
`;

const words = TABLE.trim().split(/\s+/);
const byName = new Map();
for (let at = 0; at < words.length; at += 2) byName.set(words[at], words[at + 1]);

/** The emoji with this name (without colons), or undefined. */
export function emojiNamed(name) {
  return byName.get(name);
}
